"""How the imitation says no."""

from tests.fakes.bot_api.arguments import Json


class Refusal(Exception):
    """An answer that is not ok: an HTTP status, Telegram's sentence, and what a program may read out of it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The refusal as Telegram writes it."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(sentence: str) -> Refusal:
    """A refusal in Telegram's own words."""
    return Refusal(400, f"Bad Request: {sentence}")


def stricter(sentence: str) -> Refusal:
    """A refusal where Telegram would let it pass: always a fault of the program that asked."""
    return Refusal(400, f"Bad Request: {sentence} (a strictness of the fake server)")
