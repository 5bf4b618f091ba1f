"""`banhoc doctor`: each thing that could be wrong has a name, a sentence, and a mend."""

import shutil
import sqlite3
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import Connection, insert

from bot.app.doctor import SAFE_SQLITE, Finding, Verdict, examine
from bot.app.egress import egress
from bot.model.alert import Alert, AlertKind
from bot.model.ids import AlertId
from bot.model.staff import Role
from bot.service.world import World
from bot.settings import Settings
from bot.store import alerts, staff
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.store.tables import address, inbox, outbox
from tests.databases import sqlite_url
from tests.fakes.bot_api.server import bot_api
from tests.fakes.llm import fake_llm
from tests.fakes.tutor import START
from tests.integration.cli import Shell
from tests.recipients import crowd

REAL = {"BANHOC_OPERATOR_NAME": "Sở", "BANHOC_OPERATOR_CONTACT": "1022", "BANHOC_SECRET_KEY": "x" * 32}
TOKEN = "123456789:" + "A" * 35


async def found_with(**settings: object) -> dict[str, Finding]:
    """What is found, by name, with these settings alone."""
    loaded = Settings(_env_file=None, **settings)  # type: ignore[arg-type] # each test gives what it is about
    return {finding.name: finding async for finding in examine(loaded, World.system())}


def test_it_says_what_is_missing_and_ends_with_its_own_code(tmp_path: Path) -> None:
    ended = Shell(tmp_path, {"BANHOC_PORT": "1"}).run("doctor")
    assert ended.code == 3
    for words in ("✗ settings: BANHOC_OPERATOR_NAME: is required", "is not there yet", "✓ lessons: ", "! server: No"):
        assert words in ended.out
    assert not (tmp_path / "data").exists(), "it writes nothing"


def test_with_all_in_order_it_says_so_in_json(tmp_path: Path) -> None:
    shell = Shell(tmp_path, {**REAL, "BANHOC_PORT": "1"})
    assert shell.run("db", "upgrade").code == 0
    ended = shell.run("doctor", "--json")
    assert ended.code == 0
    verdicts = {each["name"]: each["verdict"] for each in ended.objects}
    is_safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
    assert verdicts == {
        "settings": "ok",
        "sqlite": "ok" if is_safe else "note",
        "database": "ok",
        "lessons": "ok",
        "server": "note",
    }


async def test_what_should_not_be_is_counted(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "doctor.db")
    await upgrade(url)
    store = await open_store(url)
    place = {"channel": "push", "account": "default", "peer": "bac", "last_number": 1, "made_at": START}
    message = {"address_id": 1, "number": 1, "lane": 1, "state": "unknown", "tries": 2, "body": "{}", "made_at": START}
    update = {"channel": "push", "account": "default", "update_id": "1", "state": "parked", "tries": 3}
    await store.write(lambda connection: connection.execute(insert(address), [place]))
    await store.write(lambda connection: connection.execute(insert(outbox), [message]))
    await store.write(lambda connection: connection.execute(insert(inbox), [{**update, "received_at": START}]))
    await store.close()
    found = await found_with(database_url=url, port=1)
    assert found["messages"].verdict is Verdict.NOTE
    assert found["messages"].seen.startswith("1 message")
    assert found["events"].verdict is Verdict.PROBLEM


async def test_an_alert_that_no_admin_may_see_is_told(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "doctor.db")
    await upgrade(url)
    store = await open_store(url)
    raised = Alert(AlertId(0), AlertKind.REPORTED, "question:5", "…", START)
    await store.write(lambda connection: alerts.raise_alert(connection, raised))
    found = await found_with(database_url=url, port=1)
    assert found["alerts"].verdict is Verdict.PROBLEM
    assert "--role admin" in found["alerts"].mend
    (who,) = await crowd(store, 1)

    def help_out(connection: Connection) -> None:
        staff.enlist(connection, who, "Cô Tư", START)
        staff.grant(connection, who, Role.ADMIN, None, START)

    await store.write(help_out)
    await store.close()
    assert "alerts" not in await found_with(database_url=url, port=1)


async def test_a_database_of_another_version_and_a_broken_lesson_are_told(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    sqlite3.connect(file).close()
    bank = tmp_path / "lessons"
    shutil.copytree(Path(__file__).parents[2] / "lessons", bank)
    (bank / "lam-quen-voi-ai" / "ai-la-gi.yaml").write_text("không: [phải", encoding="utf-8")
    found = await found_with(database_url=sqlite_url(file), lessons_dir=bank, port=1)
    assert found["database"].verdict is Verdict.PROBLEM
    assert "db upgrade" in found["database"].seen
    assert found["lessons"].verdict is Verdict.PROBLEM
    assert "ai-la-gi.yaml" in found["lessons"].seen


async def test_it_asks_the_server_that_runs(tmp_path: Path) -> None:
    said: dict[str, object] = {"status": "ready", "checks": {"database": "ok"}}

    async def readyz(_: web.Request) -> web.Response:
        return web.json_response(said)

    app = web.Application()
    app.router.add_get("/readyz", readyz)
    async with TestServer(app) as server:
        url = sqlite_url(tmp_path / "none.db")
        assert (await found_with(database_url=url, port=server.port))["server"].verdict is Verdict.GOOD
        said["checks"] = {"database": "ok", "telegram": "The token was refused."}
        server_found = (await found_with(database_url=url, port=server.port))["server"]
        assert server_found.verdict is Verdict.PROBLEM
        assert "telegram: The token was refused." in server_found.seen
        said["checks"] = "ok"
        assert (await found_with(database_url=url, port=server.port))["server"].verdict is Verdict.NOTE


async def test_it_asks_telegram_about_the_bot(tmp_path: Path) -> None:
    async with bot_api() as api:
        settings = {"database_url": sqlite_url(tmp_path / "none.db"), "port": 1, "telegram_api_url": api.url}
        settings["telegram_token"] = api.token
        api.person(7).starts()
        found = await found_with(**settings)
        assert found["telegram"].verdict is Verdict.GOOD
        assert f"@{api.bot.username}" in found["telegram"].seen
        assert "1 updates wait" in found["telegram"].seen
        settings.update(telegram_mode="webhook", public_url="https://hocai.example.vn")
        assert "BANHOC_TELEGRAM_MODE is webhook" in (await found_with(**settings))["telegram mode"].seen
        assert [call.method for call in api.calls()] == ["getMe", "getWebhookInfo"] * 2, "nothing was changed"
        api.bot.hook.error = (1, "Wrong response from the webhook: 502 Bad Gateway")
        assert "502" in (await found_with(**settings))["telegram webhook"].seen
        api.bot.is_revoked = True
        refused = (await found_with(**settings))["telegram"]
        assert refused.verdict is Verdict.PROBLEM
        assert "refuses the token" in refused.seen
        assert api.token not in refused.seen


async def test_it_asks_the_language_model_about_a_sentence_of_ours(tmp_path: Path) -> None:
    async with fake_llm() as llm:
        settings: dict[str, object] = {"database_url": sqlite_url(tmp_path / "none.db"), "port": 1}
        assert "language model" not in await found_with(**settings)
        settings.update(llm_base_url=llm.url, llm_model=llm.model, llm_api_key=llm.key, llm_allow_private=True)
        assert (await found_with(**settings))["language model"].verdict is Verdict.GOOD
        llm.key = "another"
        refused = (await found_with(**settings))["language model"]
        assert refused.verdict is Verdict.PROBLEM
        assert "401" in refused.seen
    settings.update(llm_base_url="https://10.0.0.1/v1", llm_allow_private=False)
    assert "may be called" in (await found_with(**settings))["language model"].seen


def test_it_tells_what_the_language_model_is_given() -> None:
    settings = Settings(_env_file=None, llm_base_url="https://llm.example.vn/v1", llm_model="m")
    (flow,) = egress(settings)
    assert flow.to == "llm.example.vn"
    assert "masked" in flow.what


def test_it_tells_what_leaves_the_machine(tmp_path: Path) -> None:
    assert "Nothing leaves" in Shell(tmp_path, {}).run("doctor", "--egress").out
    env = {"BANHOC_TELEGRAM_TOKEN": TOKEN, "BANHOC_HTTP_PROXY": "http://proxy.example.vn:3128"}
    ended = Shell(tmp_path, env).run("doctor", "--egress")
    assert "api.telegram.org" in ended.out
    assert "proxy.example.vn:3128" in ended.out
    assert TOKEN not in ended.out
    told = Shell(tmp_path, env).run("doctor", "--egress", "--json").objects
    assert [each["to"] for each in told] == ["api.telegram.org", "proxy.example.vn:3128"]
    assert egress(Settings(_env_file=None)) == ()
