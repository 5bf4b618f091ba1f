"""What a message of Telegram's holds: something that a person sent, or a note by the service itself.

Source of the names: Telegram Bot API 10.3, Message.
"""

from collections.abc import Mapping

from bot.channels.telegram.shapes import Json
from bot.model.events import Media

CONTENTS: Mapping[str, Media] = {
    "animation": Media.STICKER,  # before `document`, which is set beside it
    "photo": Media.PHOTO,
    "live_photo": Media.PHOTO,
    "video": Media.VIDEO,
    "voice": Media.VOICE,
    "video_note": Media.VOICE,  # somebody speaks into their camera
    "audio": Media.VOICE,
    "sticker": Media.STICKER,
    "dice": Media.STICKER,
    "game": Media.STICKER,
    "document": Media.FILE,
    "venue": Media.PLACE,
    "location": Media.PLACE,
    "contact": Media.CONTACT,
    "checklist": Media.OTHER,
    "giveaway": Media.OTHER,
    "giveaway_winners": Media.OTHER,
    "invoice": Media.OTHER,
    "paid_media": Media.OTHER,
    "poll": Media.OTHER,
    "rich_message": Media.OTHER,
    "story": Media.OTHER,
}
"""What a person can send besides text, also by forwarding it."""

SERVICES = frozenset(
    {
        "boost_added",
        "channel_chat_created",
        "chat_background_set",
        "chat_owner_changed",
        "chat_owner_left",
        "chat_shared",
        "checklist_tasks_added",
        "checklist_tasks_done",
        "community_chat_added",
        "community_chat_joined",
        "community_chat_removed",
        "connected_website",
        "delete_chat_photo",
        "direct_message_price_changed",
        "forum_topic_closed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "gift",
        "gift_upgrade_sent",
        "giveaway_completed",
        "giveaway_created",
        "group_chat_created",
        "left_chat_member",
        "managed_bot_created",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "new_chat_members",
        "new_chat_photo",
        "new_chat_title",
        "paid_message_price_changed",
        "passport_data",
        "pinned_message",
        "poll_option_added",
        "poll_option_deleted",
        "proximity_alert_triggered",
        "refunded_payment",
        "successful_payment",
        "suggested_post_approval_failed",
        "suggested_post_approved",
        "suggested_post_declined",
        "suggested_post_paid",
        "suggested_post_refunded",
        "supergroup_chat_created",
        "unique_gift",
        "users_shared",
        "video_chat_ended",
        "video_chat_participants_invited",
        "video_chat_scheduled",
        "video_chat_started",
        "web_app_data",
        "write_access_allowed",
    }
)
"""What the service notes in a chat, or what answers a button that is never offered here: nobody waits for a word."""


def media_of(message: Json) -> Media:
    """What somebody sent that is no text; something newer than this program is `OTHER`, and so is answered, too."""
    return next((media for kind, media in CONTENTS.items() if kind in message), Media.OTHER)


def service_of(message: Json) -> str | None:
    """Which note of the service it is; None for what a person sent."""
    return next((kind for kind in message if kind in SERVICES), None)
