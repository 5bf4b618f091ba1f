"""How a class is made known: its address, the words to forward into groups, and its poster."""

from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.text import Items, Link, Paragraph, Plain, Preformatted, Text, plain
from bot.tutor.context import Context
from bot.tutor.speech import line, say

SIZES = ("a4", "a5")


def invitation(classroom: Classroom, state: State, context: Context) -> Text:
    """The text to forward and the posters of a class; before it is approved with the word that nobody may come yet."""
    site, code = context.operator.url, classroom.code
    text: Text = () if classroom.is_approved else say("inviting.pending", state, context)
    text += say("inviting.forward", state, context)
    way_in = line("inviting.by_link", state, context, url=f"{site}/j/{code}") if site else ""
    words = say(
        "inviting.text",
        state,
        context,
        number=str(classroom.number),
        title=classroom.title,
        way=way_in or line("inviting.by_code", state, context, code=code),
        mentor=classroom.mentor,
        place=classroom.place,
    )
    text += (Preformatted(plain(words).replace("\n\n", "\n")),)
    if site:
        posters = {size: f"{site}/lop/{code}/poster.pdf?size={size}" for size in SIZES}
        entries = tuple((Plain(f"{size.upper()}: "), Link(url, url)) for size, url in posters.items())
        text += (*say("inviting.poster", state, context), Items(entries))
    return text


def link(url: str) -> Text:
    """An address on a line of its own, to be tapped or copied."""
    return (Paragraph((Link(url, url),)),)
