"""What a person's message may hold besides text."""

from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.files import PIXEL, photo_sizes


def said(text: str) -> Json:
    """A text, a command at its beginning marked as one."""
    content: Json = {"text": text}
    if text.startswith("/"):
        length = len(text.split(maxsplit=1)[0])
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return content


def photo(account: Account, caption: str = "", content: bytes = PIXEL) -> Json:
    """A picture, with words under it or without."""
    shown: Json = {"photo": photo_sizes(account.files.add(content, "photos", "jpg"))}
    return {**shown, "caption": caption} if caption else shown


def voice(account: Account, seconds: int = 4) -> Json:
    """A voice note."""
    file = account.files.add(b"OggS", "voice", "oga")
    return {"voice": {**file.as_json(), "duration": seconds, "mime_type": "audio/ogg"}}


def document(account: Account, name: str = "bai-lam.docx", content: bytes = b"PK") -> Json:
    """A file."""
    file = account.files.add(content, "documents", name.rpartition(".")[2])
    return {"document": {**file.as_json(), "file_name": name}}


def sticker(account: Account, emoji: str = "👍") -> Json:
    """A sticker."""
    file = account.files.add(b"RIFF", "stickers", "webp")
    shape: Json = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
    return {"sticker": {**file.as_json(), **shape, "emoji": emoji}}


def contact(number: int, name: str) -> Json:
    """The person's own telephone number."""
    return {"contact": {"phone_number": "+84900000000", "first_name": name, "user_id": number}}


def location() -> Json:
    """A place: the middle of Ninh Bình."""
    return {"location": {"latitude": 20.2539, "longitude": 105.975}}
