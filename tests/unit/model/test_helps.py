"""What staff did, added up."""

from bot.model.helps import OnTopic, Tally
from bot.model.ids import TrackId


def test_a_tally_adds_its_topics_up() -> None:
    topics = (OnTopic(TrackId("an-toan-so"), 15, 1, 30, 2), OnTopic(None, 5, 1, 0, 0))
    assert Tally(topics, 7, 3).total == OnTopic(None, 20, 2, 30, 2)
    assert Tally().total == OnTopic(None)
