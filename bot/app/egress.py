"""What is sent out of this machine, to whom and with which data, by the settings alone."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Flow:
    """One way out: the host, what it is given, and when."""

    to: str
    what: str
    when: str


def egress(settings: Settings) -> tuple[Flow, ...]:
    """Everything that the program sends to others; pages that people open themselves are not among it."""
    flows: list[Flow] = []
    if settings.telegram_token:
        flows.append(
            Flow(
                urlsplit(settings.telegram_api_url).netloc,
                "The words that the tutor says to a learner on Telegram, with the number of their chat there; "
                "pictures of lessons; the bot's token. What learners write comes from there.",
                "At each reply, and to ask for what has arrived.",
            )
        )
    if settings.llm_base_url:
        flows.append(
            Flow(
                urlsplit(settings.llm_base_url).netloc,
                "What learners write at prompt exercises, with personal data masked, the exercise's task, and the word "
                "by which they are addressed; the API's key. No name, no number, nothing of whoever is under 16.",
                "At an attempt that was judged here and may be judged once more, within the daily budgets.",
            )
        )
    if flows and settings.http_proxy:
        flows.append(Flow(urlsplit(settings.http_proxy).netloc, "All of the above, sealed by TLS.", "Each time."))
    return tuple(flows)
