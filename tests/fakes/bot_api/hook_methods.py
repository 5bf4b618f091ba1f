"""The methods that say where updates go."""

from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Arguments
from tests.fakes.bot_api.hooks import USUAL_CONNECTIONS, Settings, check
from tests.fakes.bot_api.refusal import Refusal


def set_webhook(account: Account, call: Arguments) -> object:
    """setWebhook; an empty address deletes it."""
    url = call.text("url") or ""
    if not url:
        return delete_webhook(account, call)
    given = call.integer("max_connections")
    settings = Settings(
        url,
        call.text("secret_token"),
        USUAL_CONNECTIONS if given is None else given,
        call.text("ip_address"),
        has_certificate=call.upload("certificate") is not None,
    )
    check(settings)
    account.updates.allow(call.structure("allowed_updates"), is_strict=account.is_strict)
    if call.flag("drop_pending_updates"):
        account.updates.clear()
    account.hook.set(settings)
    return True


def delete_webhook(account: Account, call: Arguments) -> object:
    """deleteWebhook."""
    account.hook.stop()
    if call.flag("drop_pending_updates"):
        account.updates.clear()
    return True


def get_webhook_info(account: Account, call: Arguments) -> object:
    """getWebhookInfo."""
    return account.hook.told()


async def get_updates(account: Account, call: Arguments) -> object:
    """getUpdates, which waits."""
    if account.hook.settings is not None:
        sentence = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise Refusal(409, f"Conflict: {sentence}")
    account.updates.allow(call.structure("allowed_updates"), is_strict=account.is_strict)
    seconds = call.number("timeout") or 0.0
    return await account.updates.poll(call.integer("offset") or 0, call.integer("limit") or 0, seconds)
