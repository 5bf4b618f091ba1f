"""The methods that take and give files."""

from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Arguments, Upload
from tests.fakes.bot_api.files import DOWNLOAD_BYTES, PHOTO_BYTES, PHOTO_RATIO, PHOTO_SIDES, File, photo_sizes, sides
from tests.fakes.bot_api.messages import caption, send
from tests.fakes.bot_api.refusal import bad_request, stricter


def send_photo(account: Account, call: Arguments) -> object:
    """sendPhoto, by upload or by the id of a picture that was sent before."""
    chat = account.chat_of(call)
    words = caption(account, call)
    upload = call.upload("photo")
    if upload is not None:
        _check(upload)
        file = account.files.add(upload.content, "photos", "png")
    else:
        file = _known(account, call)
    content = {"photo": photo_sizes(file), **words}
    return send(account, call, chat, content)


def get_file(account: Account, call: Arguments) -> object:
    """getFile."""
    file = account.files.by_id.get(call.text("file_id") or "")
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}


def _known(account: Account, call: Arguments) -> File:
    name = call.text("photo") or ""
    if name.startswith(("http://", "https://")):
        raise stricter("pictures by their address are not imitated")
    file = account.files.by_id.get(name)
    if file is None or not file.path.startswith("photos/"):
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def _check(upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    found = sides(upload.content)
    if found is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(found) > PHOTO_SIDES or max(found) > PHOTO_RATIO * min(found):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
