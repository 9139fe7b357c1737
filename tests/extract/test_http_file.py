"""Requests in .http files are read as editors send them."""

from __future__ import annotations

from hypothesis import given

from advisor.extract.fragment import physical_lines
from advisor.extract.http_file import HttpRequest, commands, requests
from tests.extract.texts import TEXTS

FILE = """\
@host = api.example.com
@base = https://{{host}}/v2

### Draw
# @name draw
POST {{base}}/draw HTTP/1.1
Content-Type: application/json
Authorization: Bearer {{key}}

{
  "size": "{{size}}"
}

> {%
  client.test("it works")
%}

### List
GET {{base}}/list
    ?page=2
    &size=10
Accept: text/plain
### Bare
https://a.b/c
"""


def only(text: str) -> HttpRequest:
    (request,) = requests(text)
    return request


def test_every_request_has_its_parts_and_lines() -> None:
    draw, listed, bare = requests(FILE)
    assert (draw.method, draw.url) == ("POST", "https://api.example.com/v2/draw")
    assert draw.headers == (("Content-Type", "application/json"), ("Authorization", "Bearer {{key}}"))
    assert draw.body == '{\n  "size": "{{size}}"\n}'
    assert (draw.line, draw.body_line, draw.end_line) == (6, 10, 12)
    assert (listed.url, listed.end_line) == ("https://api.example.com/v2/list?page=2&size=10", 22)
    assert (bare.method, bare.url, bare.body, bare.body_line) == ("GET", "https://a.b/c", "", 0)


def test_a_path_is_joined_with_the_host() -> None:
    assert only("POST /v2/draw HTTP/1.1\nHost: a.b\n\n{}").url == "https://a.b/v2/draw"


def test_parts_of_a_form_are_kept() -> None:
    body = '--x\nContent-Disposition: form-data; name="image"; filename="a.png"\n\n< ./a.png\n--x--'
    assert only(f"POST https://a.b/c\nContent-Type: multipart/form-data; boundary=x\n\n{body}\n").body == body


def test_a_file_as_body_is_named() -> None:
    assert only("POST https://a.b/c\n\n< ./body.json\n").body == "< ./body.json"


def test_a_script_before_the_request_is_passed_over() -> None:
    assert only("< {%\n  GET https://x.y/z\n%}\n// says\nGET https://a.b/c").url == "https://a.b/c"


def test_an_answer_written_down_is_no_body() -> None:
    assert only("GET https://a.b/c\n\nHTTP/1.1 200 OK\nA: b\n\n{}").body == ""
    assert requests("HTTP/1.1 200 OK\nA: b\n\n{}") == []


def test_variables_that_name_each_other_come_to_an_end() -> None:
    assert only("@a = {{b}}{{b}}\n@b = {{a}}{{a}}\nGET https://x.y/{{a}}").url.startswith("https://x.y/")


def test_a_curl_command_may_stand_in_the_place_of_a_request() -> None:
    (found,) = commands("### a\n\ncurl https://a.b/c \\\n  -d x\n\n###\nGET https://a.b/c")
    assert (found.language, found.text, found.lines) == ("shell", "curl https://a.b/c \\\n  -d x", (3, 4))


@given(TEXTS)
def test_any_text_is_survived_and_lines_are_within_it(text: str) -> None:
    last = len(physical_lines(text))
    for request in requests(text):
        assert 1 <= request.line <= request.end_line <= last
        assert bool(request.body) == bool(request.body_line)
    for found in commands(text):
        assert max(found.lines) <= last
