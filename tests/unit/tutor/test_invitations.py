"""Which invitation or alert an event is about, before anything is loaded."""

import pytest

from bot.model.dialogue import State
from bot.model.events import AlertRaised, Arrived, ChoicePressed, Event, QueueDue, Returned, TextReceived
from bot.model.ids import AlertId, ChoiceId, InvitationKey
from bot.tutor import alerting, invitations
from bot.tutor.context import Need
from bot.tutor.needs import needs
from tests.staffed import CODE, KEY


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (Arrived(code=CODE), KEY),
        (Arrived(code=f" {CODE.upper()}/"), KEY),
        (Arrived(code="bgh234"), None),
        (Returned("", KEY), KEY),
        (Returned("bgh234"), None),
        (TextReceived(f"/start {CODE}"), KEY),
        (TextReceived(f"/hoc {CODE}"), None),
        (TextReceived(CODE), None),
        (ChoicePressed(ChoiceId("j:take")), None),
    ],
)
def test_an_event_brings_an_invitation_or_none(event: Event, key: InvitationKey | None) -> None:
    assert invitations.key_in(event) == invitations.named(event, State()) == key
    assert invitations.named(event, State(invited=InvitationKey("k"))) == (key or "k")
    assert (Need.INVITATION in needs(event, State())) is (key is not None)


@pytest.mark.parametrize(
    ("event", "alert"),
    [
        (AlertRaised(AlertId(2)), 2),
        (ChoicePressed(ChoiceId("e:see:2")), 2),
        (ChoicePressed(ChoiceId("e:list")), None),
        (ChoicePressed(ChoiceId("e:see:x")), None),
        (ChoicePressed(ChoiceId("e:see:" + "9" * 19)), None),
        (ChoicePressed(ChoiceId("y:end:2")), None),
        (ChoicePressed(ChoiceId("l:x")), None),
        (QueueDue(), None),
    ],
)
def test_an_event_names_an_alert_or_none(event: Event, alert: int | None) -> None:
    assert alerting.named(event) == alert
