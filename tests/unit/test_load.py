"""Rule files: every problem of every file at once, with file, line, column and the nearest right name; and overlays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advisor import Account, InputError, Job, RuleError, load_rules, recommend
from advisor.explain import explanation
from advisor.freshness import Knowledge
from advisor.load import base_folder, read_book

Edit = Callable[[str, str, str], None]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that a test may break."""
    return Path(shutil.copytree(base_folder(), tmp_path / "rules"))


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _problems(*folders: Path) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read_book(folders)
    return str(caught.value).splitlines()


N_RULE = "payload/n-over-limit.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (N_RULE, "level: error", "level: eror", "rules/payload/n-over-limit.yaml:2:1: level: input should be"),
        (N_RULE, "level: error", "levl: error", "unknown key 'levl' (did you mean 'level'?)"),
        (N_RULE, "request.n|above", "request.nn|above", "4:8: when: no fact is named 'request.nn' (did you mean 'request.n'?)"),
        (N_RULE, "request.n|above", "request.n|abov", "no modifier is named 'abov' (did you mean 'above'?)"),
        (N_RULE, "$image_model.max_n}\nmessage", "$image_model.maxn}\nmessage", "no fact is named 'image_model.maxn'"),
        (N_RULE, "{request.n} images", "{request.number} images", "no fact is named 'request.number' (did you mean"),
        (N_RULE, "fix: {request.n:", "fix: {request.nn:", "no fact is named 'request.nn' (did you mean 'request.n'?)"),
        ("surfaces.yaml", "size: $job.size", "size: $job.siez", "no fact is named 'job.siez' (did you mean 'job.size'?)"),
        ("models/gpt-image-2.yaml", "follows: gpt-image-1.5", "follows: gpt-image-2.5-flare", "follows itself through"),
        ("models/gpt-image-1.5.yaml", "value: {tier-1: 5}", "value: {tier-1: five}", "expected map of whole numbers by account.tier"),
        (N_RULE, "title:", "level: note\ntitle:", "3:1: key 'level' is written twice; expected once"),
        (N_RULE, "sources: [", "sources: [opnai-python, ", "no source is named 'opnai-python' (did you mean 'openai-python'?)"),
        (N_RULE, "as_of: 2026-03-23", "as_of: 2026-13-23", "1:8: not plain data: month must be in 1..12"),
        (N_RULE, "title:", "title: [", "not YAML: "),
        ("platform.yaml", "fact: base_url", "fact: base_urll", "no fact is named 'base_urll' (did you mean 'base_url'?)"),
        ("platform.yaml", "source: images-api-reference", "source: images-api", "no source is named 'images-api'"),
        ("platform.yaml", "value: 15,", "value: soon,", "'soon' is no value of verification_minutes; expected integer"),
        ("models/gpt-image-2.yaml", "follows: gpt-image-1.5", "follows: gpt-image-1.6", "no model is named 'gpt-image-1.6'"),
        ("models/gpt-image-2.yaml", "model: gpt-image-2", "model: gpt-image-3", "is not the file's name; expected 'gpt-image-2'"),
        ("routes.yaml", "surface: images.edits", "surface: images.edit", "no surface is named 'images.edit'"),
        ("routes.yaml", "job.multi_turn: true", "job.multi_turn: often", "'often' is no value of job.multi_turn; expected true"),
        ("sources.yaml", "kind: changelog", "kind: chnagelog", "kind 'chnagelog' has no class in topic"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(rules: Path, name: str, old: str, new: str, expected: str) -> None:
    _edit(rules, name, old, new)
    assert any(expected in problem for problem in _problems(rules)), _problems(rules)


def test_all_mistakes_of_all_files_are_told_at_once(rules: Path) -> None:
    _edit(rules, N_RULE, "request.n|above", "request.nn|abov")
    _edit(rules, "payload/style-unsupported.yaml", "sources: [", "sources: [nobody, ")
    _edit(rules, "platform.yaml", "fact: base_url", "fact: base_urll")
    found = _problems(rules)
    assert {problem.split(":")[0] for problem in found} == {
        "rules/payload/n-over-limit.yaml",
        "rules/payload/style-unsupported.yaml",
        "rules/platform.yaml",
    }
    assert len(found) == 4


def test_a_missing_file_is_told(rules: Path) -> None:
    (rules / "routes.yaml").unlink()
    assert _problems(rules) == ["rules/routes.yaml: is missing"]


def test_a_rule_in_a_folder_that_is_no_stage_is_told(rules: Path) -> None:
    (rules / "misc").mkdir()
    shutil.copy(rules / N_RULE, rules / "misc" / "another.yaml")
    assert "no stage is named 'misc'; expected one of route, model" in _problems(rules)[0]


def test_removing_a_rule_file_removes_its_judgement(rules: Path) -> None:
    (rules / N_RULE).unlink()
    answer = recommend(Job(n=20), as_of=date(2026, 11, 22), rules=read_book([rules]))
    assert answer.body["n"] == 20
    assert answer.unmet == ()


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no such folder; expected a folder of rules"):
        load_rules(tmp_path / "nowhere")


# -- overlays ----------------------------------------------------------------------------------------------------------


def _write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


OWN_SOURCE = "our-platform-team: {kind: organization, title: Our platform team, owner: us}\n"


def test_an_overlay_adds_a_rule_and_speaks_first(tmp_path: Path) -> None:
    _write(tmp_path, "sources.yaml", OWN_SOURCE)
    _write(
        tmp_path,
        "platform.yaml",
        'claims:\n  - {fact: base_url, value: "https://gateway.internal/v1", source: our-platform-team, seen: 2026-01-01}\n',
    )
    answer = recommend(Job(), as_of=date(2026, 11, 22), rules=load_rules(tmp_path))
    assert answer.route.url.startswith("https://gateway.internal/v1/")
    assert "our-platform-team" in {one.reading.claim.source.id for one in answer.decided if one.reading}


def test_an_overlay_changes_a_level_and_retires_a_rule(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "access/ours.yaml",
        "override: organization-not-verified\nlevel: error\nbecause: We verified nobody by mistake.\n",
    )
    _write(tmp_path, "payload/ours-too.yaml", "override: n-over-limit\nretired: true\nbecause: Our gateway splits.\n")
    book = load_rules(tmp_path)
    assert book.rules_by_id["organization-not-verified"].level == "error"
    assert "n-over-limit" not in book.rules_by_id
    account = Account(organization_verified=False)
    answer = recommend(Job(), account, as_of=date(2026, 11, 22), rules=book)
    assert [blocker.certainty for blocker in answer.access.blockers] == ["certain"]


def test_the_same_id_without_override_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(base_folder() / "payload", tmp_path / "payload")
    with pytest.raises(RuleError, match=r"expected a new id, or `override: n-over-limit`"):
        load_rules(tmp_path)


_SIGNATURE = """\
as_of: 2026-11-22
title: Ours
when: {{failure.text|says: {}}}
because: Ours.
clears: [route]
matches: [{{error: {{message: the printer of our office is out of paper}}}}]
"""


def test_an_overlay_has_lists_of_words_of_its_own(tmp_path: Path) -> None:
    _write(tmp_path, "words.yaml", "printers: {means: What we print on., phrases: [our printer, our plotter]}\n")
    _write(tmp_path, "errors/x.yaml", _SIGNATURE.format('["@printers", "@gateway", a fax]'))
    book = load_rules(tmp_path)
    (ours,) = (one for one in book.signatures if one.id == "x")
    asked = ours.when.literals["failure.text"]
    assert asked == {"our printer", "our plotter", *book.words["gateway"].phrases, "a fax"}
    assert "our plotter" in str(explanation(Knowledge(book, date(2026, 11, 22)), "x").sections)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("routes.yaml", "rows: []\n", "an overlay has no such file; expected one of causes.yaml, clients.yaml, platform.yaml, sources.yaml, surfaces.yaml, words.yaml"),
        ("sources.yaml", "changelog: {kind: changelog, title: Ours, owner: us}\n", "source 'changelog' exists already"),
        ("surfaces.yaml", "images.edit: {claims: []}\n", "no surface is named 'images.edit' (did you mean 'images.edits'?)"),
        ("access/x.yaml", "override: n-over-limit\nbecause: x\n", "x.yaml:1:1: expected either a `level` or `retired: true`"),
        ("access/x.yaml", "override: n-over-limit\nlevel: note\nretired: true\nbecause: x\n", "expected either a `level` or"),
        ("models/gpt-image-2.yaml", "model: gpt-image-2\nfamily: gpt-image\nclaims: []\n", "gpt-image-2.yaml:2:1: unknown key 'family'"),
        ("clients.yaml", "hosts: [{kind: local, names: [ours]}]\n", "clients.yaml:1:9: expected a `source`, or `because` and a reason"),
        ("clients.yaml", "hosts: [{kind: local, names: ['https://ours']}]\n", "not 'https://ours'"),
        ("clients.yaml", "packages: [{language: go, names: [x], source: opanai-go}]\n", "no source is named 'opanai-go' (did you mean 'openai-go'?)"),
        ("models/ours.yaml", "model: ours\nclaims: []\n", "key 'family' is missing"),
        ("words.yaml", "gateway: {means: Ours., phrases: [one, two]}\n", "list of words 'gateway' stands in rules/words.yaml already"),
        ("errors/x.yaml", _SIGNATURE.format('["@gatewey"]'), "x.yaml:3:8: when: no list of words is named 'gatewey' (did you mean 'gateway'?)"),
        ("access/x.yaml", "override: no-such-rule\nretired: true\nbecause: x\n", "no rule is named 'no-such-rule'"),
        (
            "platform.yaml",
            "claims: [{fact: base_url, value: x, source: changelog, seen: 2026-01-01}]\n",
            "source 'changelog' is of kind 'changelog'; an overlay's claims cite a source of kind 'organization'",
        ),
    ],
)  # fmt: skip
def test_an_overlay_that_oversteps_is_told(tmp_path: Path, name: str, text: str, expected: str) -> None:
    _write(tmp_path, name, text)
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path)
    assert expected in str(caught.value)


def _claim(fact: str, value: str, seen: str = "2026-11-01") -> str:
    return f"  - {{fact: {fact}, value: {value}, source: our-platform-team, seen: {seen}}}\n"


def _overlay(folder: Path, **files: str) -> Path:
    _write(folder, "sources.yaml", OWN_SOURCE)
    for name, text in files.items():
        _write(folder, f"{name.replace('__', '/')}.yaml", text)
    return folder


def _problem(*folders: Path) -> str:
    with pytest.raises(RuleError) as caught:
        load_rules(*folders)
    return str(caught.value)


def test_an_organization_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    two = "claims:\n" + _claim("base_url", "https://a/v1") + _claim("base_url", "https://b/v1")
    found = _problem(_overlay(tmp_path, platform=two))
    assert "platform.yaml:3:22: base_url of platform is https://b/v1 here and https://a/v1 in " in found
    assert "platform.yaml:2:5, both seen 2026-11-01; expected one of them, or a later day" in found


def test_a_later_word_of_an_organization_replaces_an_earlier_one(tmp_path: Path) -> None:
    two = "claims:\n" + _claim("base_url", "https://a/v1") + _claim("base_url", "https://b/v1", "2026-11-02")
    book = load_rules(_overlay(tmp_path, platform=two))
    assert recommend(Job(), as_of=date(2026, 11, 22), rules=book).route.url.startswith("https://b/v1/")


def test_two_overlays_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    first = _overlay(tmp_path / "a", platform="claims:\n" + _claim("base_url", "https://a/v1"))
    _write(tmp_path / "b", "platform.yaml", "claims:\n" + _claim("base_url", "https://b/v1"))
    assert "expected one of them, or a later day" in _problem(first, tmp_path / "b")


def test_two_overrides_of_one_rule_in_one_folder_are_told(tmp_path: Path) -> None:
    override = "override: n-over-limit\nlevel: note\nbecause: x\n"
    found = _problem(_overlay(tmp_path, payload__a=override, payload__b=override))
    assert "rule 'n-over-limit' is overridden in " in found
    assert "payload/a.yaml already; expected one word on it" in found


def test_an_overlay_above_has_the_last_word_on_a_level_but_not_on_what_is_retired(tmp_path: Path) -> None:
    for name, word in (("a", "level: note"), ("b", "level: warning"), ("c", "retired: true")):
        _write(tmp_path / name, "payload/x.yaml", f"override: n-over-limit\n{word}\nbecause: x\n")
    a, b, c = (tmp_path / name for name in "abc")
    assert load_rules(a, b).rules_by_id["n-over-limit"].level == "warning"
    assert "n-over-limit" not in load_rules(a, c).rules_by_id
    assert "rule 'n-over-limit' is retired in " in _problem(c, b)


def test_an_overlay_may_add_a_model(tmp_path: Path) -> None:
    text = "model: in-house\nfamily: gpt-image\ngeneration: in-house\nclaims:\n" + _claim("available", "true")
    assert "in-house" in load_rules(_overlay(tmp_path, **{"models__in-house": text})).cards


@pytest.mark.parametrize(
    "address",
    [
        "gw.internal/v1",
        "file:///etc",
        "https://u:sk-secret@gw/v1",
        "https://gw/$(id)/v1",
        "https://gw/v1?x=1",
        '"https://gw/v1\\n"',
        '""',
    ],
)
def test_an_address_that_is_none_is_told_and_never_repeated(tmp_path: Path, address: str) -> None:
    found = _problem(_overlay(tmp_path, platform="claims:\n" + _claim("base_url", address)))
    assert "this is no value of base_url; expected an address such as https://gateway.example/v1" in found
    assert "sk-secret" not in found


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("allowed", "false", "allowed is told of a surface, not of platform"),
        ("sent_as", "ours", "sent_as is told of a model, not of platform"),
        ("allowed_models", "[gpt-image-2, 1]", "a list is no value of allowed_models; expected a list of names"),
        ("limits_shown_at", '""', "'' is no value of limits_shown_at; expected text that is not empty"),
    ],
)
def test_a_claim_that_means_nothing_is_told(tmp_path: Path, fact: str, value: str, expected: str) -> None:
    assert expected in _problem(_overlay(tmp_path, platform="claims:\n" + _claim(fact, value)))


def test_the_order_of_a_list_is_no_contradiction(tmp_path: Path) -> None:
    first = _overlay(tmp_path / "a", platform="claims:\n" + _claim("allowed_models", "[gpt-5.5, gpt-image-2]"))
    _write(tmp_path / "b", "platform.yaml", "claims:\n" + _claim("allowed_models", "[gpt-image-2, gpt-5.5]"))
    assert load_rules(first, tmp_path / "b").all_claims


def test_hidden_files_are_no_rules_and_linked_folders_are_read_once(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path / "ours", **{".github__ci": "on: push\n", ".pre-commit": "repos: []\n"})
    _write(tmp_path / "shared", "gpt-image-2.yaml", "model: gpt-image-2\nclaims:\n" + _claim("sent_as", "ours"))
    (overlay / "models").symlink_to(tmp_path / "shared")
    (tmp_path / "shared" / "again").symlink_to(tmp_path / "shared")
    (said,) = load_rules(overlay).claims["model:gpt-image-2", "sent_as"]
    assert said.value == "ours"


def test_what_an_overlay_says_of_a_rule_is_explained(tmp_path: Path) -> None:
    _write(tmp_path, "payload/a.yaml", "override: n-over-limit\nlevel: note\nbecause: We split.\n")
    _write(tmp_path, "payload/b.yaml", "override: style-unsupported\nretired: true\nbecause: We translate it.\n")
    knowledge = Knowledge(load_rules(tmp_path), date(2026, 11, 22))
    said = {name: str(explanation(knowledge, name).sections) for name in ("n-over-limit", "style-unsupported")}
    assert "We split. (" in said["n-over-limit"]
    assert "We translate it. (" in said["style-unsupported"]
    assert "payload/b.yaml" in said["style-unsupported"]


@pytest.mark.parametrize("value", ["images.edit", "[images()->edit]", "[images.]", "[1]"])
def test_a_call_that_is_none_is_told(tmp_path: Path, value: str) -> None:
    text = "images.edits:\n  claims:\n" + _claim("php_calls", value)
    found = _problem(_overlay(tmp_path, surfaces=text))
    assert "is no value of php_calls; expected a list of names after the client, joined by dots" in found


def test_words_that_add_up_are_explained_side_by_side(tmp_path: Path) -> None:
    two = "images.edits:\n  claims:\n" + _claim("rust_calls", "[alter]") + _claim("rust_calls", "[amend]")
    told = str(explanation(Knowledge(load_rules(_overlay(tmp_path, surfaces=two)), date(2026, 11, 22)), "images.edits"))
    assert all(f"rust_calls: {name}" in told for name in ("alter", "amend", "images.create_edit"))
