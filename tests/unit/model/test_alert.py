"""Alerts: what can be decided on each kind, and which thing one is about."""

from datetime import UTC, datetime

from bot.model.alert import RULINGS, Alert, AlertKind, Ruling
from bot.model.ids import AlertId, QuestionId

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)


def test_something_can_be_decided_on_every_kind_and_every_decision_has_its_kind() -> None:
    assert set(RULINGS) == set(AlertKind)
    assert {ruling for rulings in RULINGS.values() for ruling in rulings} == set(Ruling)


def test_an_alert_names_the_question_or_the_class_that_it_is_about() -> None:
    asked = Alert(AlertId(1), AlertKind.STUCK, "question:5", "", NOW)
    assert (asked.question, asked.classroom) == (QuestionId(5), None)
    opened = Alert(AlertId(1), AlertKind.CLASS, "class:12", "", NOW)
    assert (opened.question, opened.classroom) == (None, 12)
