"""How the doctor behaves: it waits no longer than told, stops when told, keeps what it learned, and tells no secret."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import yaml

import advisor
from advisor.facts import Account
from advisor.freshness import Knowledge
from advisor.front.cli import main
from advisor.front.doctor import account, run
from advisor.front.doctor.address import waiting_longer
from advisor.front.doctor.plan import Plan
from advisor.front.doctor.session import Session
from tests.doctor.api import (
    BOOK,
    BORING,
    DAY,
    FREE,
    HEALTHY,
    KEY,
    MODEL,
    OLDER,
    ORGANIZATION,
    PAID,
    Api,
    Reply,
    drawing,
    listing,
    picture,
    refusal,
)
from tests.doctor.conftest import Doctor
from tests.doctor.test_states import REFUSED

START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from advisor.front.cli import main; main()"
UNDER_WAY = {"free": Api(models=replace(HEALTHY, seconds=60)), "paid": Api(image=replace(drawing(""), seconds=60))}


@pytest.mark.parametrize("which", UNDER_WAY)
def test_ctrl_c_ends_it_with_what_was_learned(which: str, tmp_path: Path) -> None:
    with UNDER_WAY[which] as api:
        arguments = ["doctor", "--base-url", api.url, "--spend", "--save-account", "account.yaml", "--format", "json"]
        command = [sys.executable, "-c", START, *arguments, "--as-of", str(DAY)]
        started = subprocess.Popen(
            command, cwd=tmp_path, env={**os.environ, "OPENAI_API_KEY": KEY}, stdout=subprocess.PIPE, text=True
        )
        while len(api.log) < (2 if which == "paid" else 1):
            assert started.poll() is None
            api.came.wait(0.05)
        started.send_signal(signal.SIGINT)
        document = json.loads(started.communicate(timeout=30)[0])
    assert (started.returncode, document["stopped"]) == (130, True)
    states = {one["check"]: one for one in document["checks"]}
    assert states["key"]["state"] == "proved"
    assert states["first-request"]["state"] == "skipped"
    assert document["spent"] is (which == "paid")
    assert ("may be billed" in states["first-request"]["shows"]) is (which == "paid")
    assert (tmp_path / "account.yaml").exists() is (which == "paid")


def test_a_server_that_drips_holds_nobody(doctor: Doctor) -> None:
    with Api(models=replace(HEALTHY, drips=True)) as api:
        told = doctor("--base-url", api.url, "--timeout", "0.3")
    assert told.check("address")["shows"] == "Not done after 0.3 s."
    assert told.code == 1


def test_one_check_that_crashes_spoils_no_other(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_id: str) -> str:
        raise RuntimeError(f"with {KEY}")

    monkeypatch.setattr(account, "masked", fail)
    with Api() as api:
        told = doctor("--base-url", api.url)
    document = json.loads(told.out)
    found = next(one for one in document["checks"] if one["check"] == "identity")
    assert (found["state"], found["shows"].split()[0]) == ("crashed", "RuntimeError")
    assert [one["state"] for one in document["checks"]].count("crashed") == 1
    assert "issue" in document["first_step"]["text"]
    assert told.code == 3


def test_loading_the_sdk_counts_for_no_check(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    load, loaded = Session.get_ready, Event()

    def slowly(session: Session) -> None:
        loaded.wait(0.4)
        loaded.set()
        load(session)

    monkeypatch.setattr(Session, "get_ready", slowly)
    monkeypatch.setattr(run, "_GRACE", -0.7)  # 0.3 s are left of one
    with Api() as api:
        told = doctor("--base-url", api.url, "--timeout", "1")
    assert told.states["address"] == "proved"


def test_without_the_sdk(tmp_path: Path) -> None:
    code = "import sys; sys.modules['openai'] = None; from advisor.front.cli import main; main(['doctor'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "openai-image-advisor[live]"' in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--base-url", "ftp://host/v1"],
        ["--base-url", ""],
        ["--base-url", "http://host:99999999/v1"],
        ["--timeout", "0"],
        ["--output", "image.png"],
        ["--spend", "--output", "no/such/folder/image.png"],
        ["--save-account", "no/such/folder/account.yaml"],
        ["--save-account", "broken.yaml"],
    ],
)
def test_bad_usage_ends_before_anything_is_sent(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (tmp_path / "broken.yaml").write_text("tier: tier-9\n")
    with Api() as api:
        monkeypatch.setenv("OPENAI_BASE_URL", api.url)
        with pytest.raises(SystemExit) as ended:
            main(["doctor", *arguments, "--as-of", str(DAY)])
    out, err = capsys.readouterr()
    assert (ended.value.code, out, api.log) == (2, "", [])
    assert re.search("expected|not in the range|is not one of", err)


def test_only_the_doctor_may_ask_the_network() -> None:
    package = Path(advisor.__file__).parent
    modules = "aiohttp|http.client|httpx2?|openai|requests|socket|ssl|urllib.request|urllib3"
    imports = re.compile(rf"^\s*(?:from|import) (?:{modules})\b", re.MULTILINE)
    reaching = [one for one in package.rglob("*.py") if imports.search(one.read_text(encoding="utf-8"))]
    assert {one.parent.relative_to(package).as_posix() for one in reaching} == {"front/doctor"}


# -- the address -------------------------------------------------------------------------------------------------------


def test_the_environment_tells_the_address(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    with Api() as api:
        monkeypatch.setenv("OPENAI_BASE_URL", api.url)
        told = doctor()
    assert told.document["address"] == api.url
    assert "told by OPENAI_BASE_URL" in told.check("address")["details"]


def test_what_opens_a_gateway_is_not_shown(doctor: Doctor) -> None:
    with Api() as api:
        told = doctor("--base-url", api.url.replace("://", "://ann:h0tWater9@"))
    assert "h0tWater9" not in told.out + told.err
    assert told.document["address"] == api.url


def test_an_organization_with_a_gateway_and_names_of_its_own(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "ours" / "models").mkdir(parents=True)
    with Api(models=Reply(body={"data": [{"id": "team-images"}]})) as api:
        files = {
            "sources": "team: {kind: organization, title: Our team, owner: us}\n",
            "platform": f"claims:\n- {{fact: base_url, value: '{api.url}', source: team, seen: {DAY}}}\n",
            f"models/{MODEL}": f"model: {MODEL}\n"
            f"claims:\n- {{fact: sent_as, value: team-images, source: team, seen: {DAY}}}\n",
        }
        for name, text in files.items():
            (tmp_path / "ours" / f"{name}.yaml").write_text(text)
        told = doctor("--rules", "ours", "--spend", "--model", MODEL)
    assert api.sent[0]["model"] == "team-images"
    assert told.states["models"] == told.states["first-request"] == "proved"


# -- the command once more ---------------------------------------------------------------------------------------------


def test_a_command_to_follow_asks_the_same_server_for_the_same_model(doctor: Doctor, at_home: str) -> None:
    given = ("--model", OLDER, "--rules", at_home, "--timeout", "9")
    with Api() as api:
        told = doctor("--base-url", api.url, *given)
        command = shlex.split(told.check("first-request")["next_step"]["command"])
        assert command[:2] == ["advisor", "doctor"]
        again = doctor(*command[2:])
    assert again.document["address"] == api.url
    assert set(again.states.values()) - {"no evidence"} == {"proved"}
    assert (api.log, api.sent[0]["model"]) == ([FREE, FREE, PAID], OLDER)


@pytest.mark.parametrize(("before", "then"), [(20, "60"), (50.5, "101"), (3000, "3600")])
def test_the_second_time_is_longer(before: float, then: str, tmp_path: Path) -> None:
    knowledge = Knowledge(BOOK, DAY)
    plan = Plan(
        knowledge=knowledge,
        boring=BORING,
        chosen=False,
        key=KEY,
        address="https://gateway.example/v1",
        address_from="--base-url",
        sent={},
        account=Account(),
        seconds=before,
        spend=False,
        image=tmp_path / "image.png",
        given={"--timeout": (str(before),), "--base-url": ("https://gateway.example/v1",)},
    )
    expected = f"advisor doctor --timeout {then} --base-url https://gateway.example/v1"
    assert waiting_longer(plan).command == expected
    opened = replace(plan, address="https://ann:h0tWater9@gateway.example/v1")
    assert waiting_longer(opened).command == ""  # without the password it would be another address


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_what_was_learned_is_read_by_recommend(
    doctor: Doctor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Api() as api:
        doctor("--base-url", api.url, "--spend", "--save-account", "account.yaml")
    kept = yaml.safe_load((tmp_path / "account.yaml").read_text())
    assert set(kept) == {"models_visible", "billing_active"}  # nothing proved verification or the tier
    assert not any(ORGANIZATION in one for one in kept["models_visible"])
    with pytest.raises(SystemExit):
        main(["recommend", "--account", "account.yaml", "--as-of", str(DAY), "--format", "json"])
    asked = {one["fact"] for one in json.loads(capsys.readouterr().out)["access"]["questions"]}
    assert asked
    assert not asked & set(kept)


def test_ids_that_no_model_has_are_not_kept(doctor: Doctor, tmp_path: Path) -> None:
    odd = (
        f"ft:gpt-4.1:{ORGANIZATION}::abc",
        "sk-proj-abcdefghijklmnopqrstuvwx",
        "evil\x1b[31mred",
        f"{MODEL}\nroot: x",
    )
    with Api(models=listing(MODEL, *odd)) as api:
        told = doctor("--base-url", api.url, "--save-account", "account.yaml", "--model", MODEL)
        page = doctor("--base-url", api.url, form="text")
    assert yaml.safe_load((tmp_path / "account.yaml").read_text())["models_visible"] == [MODEL]
    assert "sk-proj-abc" not in told.out + page.out
    assert "\x1b" not in page.out
    assert told.check("listing")["shows"] == "Accepted; it sees 5 models."
    assert told.check("listing")["details"][0].startswith("4 models left out")
    assert told.document["changed"] == ["models_visible: 1 model"]


def test_facts_that_it_did_not_learn_are_kept(doctor: Doctor, tmp_path: Path) -> None:
    file = tmp_path / "account.yaml"
    file.write_text(
        "# told by Ann\ntier: tier-1\nbilling_active: true\n\n# since May\norganization_verified: true\nmodels_visible:\n- gpt-image-1\n"
    )
    with Api(image=REFUSED["billing limit"].image) as api:
        told = doctor("--base-url", api.url, "--spend", "--save-account", "account.yaml")
    text = file.read_text()
    assert text.startswith("# told by Ann\ntier: tier-1\n\n# since May\norganization_verified: true\nmodels_visible:\n")
    kept = yaml.safe_load(text)
    assert (kept["tier"], kept["organization_verified"], kept["billing_active"]) == ("tier-1", True, False)
    assert MODEL in kept["models_visible"]
    assert "billing_active: no (was yes)" in told.document["changed"]
    assert any("gone: gpt-image-1" in one for one in told.document["changed"])


@pytest.mark.parametrize("text", ['{"tier": "tier-1"}', "{tier: tier-1}", "tier: tier-1  # no line end"])
def test_whatever_form_the_file_has(text: str, doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "account.yaml").write_text(text)
    with Api() as api:
        doctor("--base-url", api.url, "--save-account", "account.yaml")
        again = doctor("--base-url", api.url, "--save-account", "account.yaml")
    kept = yaml.safe_load((tmp_path / "account.yaml").read_text())
    assert (kept["tier"], MODEL in kept["models_visible"]) == ("tier-1", True)
    assert again.document["changed"] == []


def test_nothing_is_learned_where_nothing_answers(doctor: Doctor, tmp_path: Path) -> None:
    with Api(models=refusal(401, "Incorrect API key provided.", "invalid_api_key")) as api:
        doctor("--base-url", api.url, "--save-account", "account.yaml")
    assert not (tmp_path / "account.yaml").exists()


# -- what is printed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "yaml", "markdown"])
def test_no_secret_is_told_in_any_format(form: str, doctor: Doctor) -> None:
    message = f"Project `proj_x` of {ORGANIZATION} may not; your key {KEY} and Bearer {KEY}"
    with Api(image=refusal(403, message)) as api:
        told = doctor("--base-url", api.url, "--spend", form=form)  # the fixture looks for secrets
    assert "***" in told.out


def test_the_screen_in_the_readme(doctor: Doctor) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```text\n\$ advisor doctor --spend\n(.*?)^\.\.\.$", readme, re.MULTILINE | re.DOTALL)
    with Api(image=REFUSED["unverified though listed"].image) as api:
        told = doctor("--base-url", api.url, "--spend", form="text")
    assert max(map(len, told.out.splitlines())) <= 100
    live = " ".join(told.out.split())  # a longer address breaks lines elsewhere
    live = live.replace(api.url, "https://api.openai.com/v1").replace("without encryption", "over TLS")
    assert live.startswith(" ".join(block.split()))


def test_money_is_announced_before_it_is_spent(doctor: Doctor) -> None:
    with Api(image=drawing(picture())) as api:
        told = doctor("--base-url", api.url, "--spend", form="text")
    assert told.err == (
        f"advisor: sending one request that costs money: one image by {MODEL} (size 1024x1024, quality medium)\n"
    )
    assert "One request that costs money was sent." in told.out
    assert api.log == [FREE, PAID]
