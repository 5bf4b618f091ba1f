"""What is counted, and that no label can grow with what strangers send."""

import pytest
from prometheus_client import CollectorRegistry

from bot.watch.metrics import Metrics


def lines(metrics: Metrics) -> dict[str, float]:
    """Ours, by name and labels."""
    written = [line.rpartition(" ") for line in metrics.page().decode().splitlines() if line.startswith("banhoc_")]
    return {name: float(value) for name, _, value in written}


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry())


def test_answers_are_counted_by_route_and_streams_are_not_timed(metrics: Metrics) -> None:
    metrics.answered("/", "GET", 200, 0.12)
    metrics.answered("/", "GET", 304, 0.01)
    metrics.answered("/chat/stream", "GET", 200, None)
    metrics.answered("unmatched", "PROPFIND", 404, 0.01)
    metrics.answered("unmatched", "BREW", 405, 0.01)
    told = lines(metrics)
    assert told['banhoc_http_requests_total{method="GET",route="/",status="2xx"}'] == 1
    assert told['banhoc_http_requests_total{method="GET",route="/",status="3xx"}'] == 1
    assert told['banhoc_http_requests_total{method="GET",route="/chat/stream",status="2xx"}'] == 1
    assert told['banhoc_http_requests_total{method="other",route="unmatched",status="4xx"}'] == 2
    assert told['banhoc_http_request_seconds_bucket{le="0.1",route="/"}'] == 1
    assert told['banhoc_http_request_seconds_bucket{le="0.15",route="/"}'] == 2
    assert not any("seconds" in name and "stream" in name for name in told)


def test_batches_are_counted_by_kind(metrics: Metrics) -> None:
    metrics.committed({"TextReceived": 3, "ChoicePressed": 1}, 0.004, parked=1)
    metrics.committed({"TextReceived": 1}, 0.2, parked=0)
    metrics.put_off(5)
    told = lines(metrics)
    assert told['banhoc_inbox_events_total{kind="TextReceived"}'] == 4
    assert told['banhoc_inbox_events_total{kind="ChoicePressed"}'] == 1
    assert told["banhoc_inbox_batch_events_count"] == 2
    assert told["banhoc_inbox_batch_events_sum"] == 5
    assert told['banhoc_inbox_commit_seconds_bucket{le="0.005"}'] == 1
    assert told["banhoc_inbox_parked_total"] == 1
    assert told["banhoc_inbox_put_off_total"] == 5


def test_what_could_not_be_counted_is_left_out(metrics: Metrics) -> None:
    metrics.owed({"waiting": 4, "sending": 0})
    assert lines(metrics)['banhoc_outbox_messages{state="waiting"}'] == 4
    metrics.owed(None)
    assert not any(name.startswith("banhoc_outbox") for name in lines(metrics))


def test_streams_and_the_bank_are_told_as_they_are_at_the_moment(metrics: Metrics) -> None:
    open_streams, lessons = [3], ["a"]
    metrics.watch_streams(lambda: open_streams[0])
    metrics.watch_bank(lambda: f"v{len(lessons)}", lambda: lessons)
    assert lines(metrics)["banhoc_streams_open"] == 3
    open_streams[0] = 1
    lessons.append("b")
    told = lines(metrics)
    assert told["banhoc_streams_open"] == 1
    assert told["banhoc_lessons"] == 2
    assert told['banhoc_bank_info{content="v2"}'] == 1


def test_the_process_is_told_and_no_line_twice(metrics: Metrics) -> None:
    body = metrics.page().decode()
    assert "process_start_time_seconds " in body
    assert "_created" not in body
    named = [line.rpartition(" ")[0] for line in body.splitlines() if not line.startswith("#")]
    assert named
    assert len(named) == len(set(named))
