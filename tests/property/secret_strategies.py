"""Secrets of every shape, as they stand where people find them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
LETTERS = LOWER + LOWER.upper() + DIGITS
WORDY = LETTERS + "-_"
BASE64 = LETTERS + "+/"
HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Planted:
    """A secret, and the words in which it is found."""

    kind: str
    secret: str
    text: str


def _random(seed: int, alphabet: str, length: int) -> str:
    """Letters as a generator of keys takes them, with a digit and a letter among them."""
    return "".join((*Random(seed).choices(alphabet, k=length - 2), "a7"))


def _shape(
    kind: str, frame: str, alphabet: str, length: int, head: str = "", tail: str = ""
) -> SearchStrategy[Planted]:
    def planted(seed: int) -> Planted:
        secret = f"{head}{_random(seed, alphabet, length)}{tail}"
        return Planted(kind, secret, frame.replace("{}", secret))

    return st.integers(0, 2**32).map(planted)


KEYS = [
    _shape("openai", "Incorrect API key provided: {}. You can find", LETTERS, 48, "sk-"),
    _shape("openai project", "OPENAI_API_KEY={}", WORDY, 150, "sk-proj-"),
    _shape("openai service account", "key {} was used", WORDY, 150, "sk-svcacct-"),
    _shape("openai admin", "with {}", WORDY, 120, "sk-admin-"),
    _shape("openai session", "Authorization: Bearer {}", LETTERS, 40, "sess-"),
    _shape("openai elsewhere", "Incorrect API key provided: {}. You can find", LETTERS, 24),
    _shape("azure", "'api-key': '{}'", HEX, 32),
    _shape("azure header", "api-key: {}", HEX, 32),
    _shape("azure long", 'AZURE_OPENAI_API_KEY="{}"', LETTERS, 84),
    _shape("azure marked", "export KEY={}", LETTERS, 52, "", "JQQJ99BAACYeBjFXJ3w3AAABACOGab12"),
    _shape("azure marked in PowerShell", '$env:KEY = "{}"', LETTERS, 52, "", "JQQJ99BAACYeBjFXJ3w3AAABACOGab12"),
    _shape("azure marked alone", "{}", LETTERS, 52, "", "JQQJ99BAACYeBjFXJ3w3AAABACOGab12"),
    _shape("azure as bytes", "Incorrect API key provided: b'{}'. You", HEX, 32),
    _shape("azure as bytes in code", "api_key=b'{}'", HEX, 32),
    _shape("azure in brackets", "Incorrect API key provided: ['{}']", HEX, 32),
    _shape("azure as a model", "The model `{}` does not exist", HEX, 32),
    _shape("azure gateway", "Ocp-Apim-Subscription-Key: {}", HEX, 32),
    _shape("azure storage", "https://acct.blob.core.windows.net/c/x.png?se=2026&sig={}&sp=r", LETTERS, 43, "", "%3D"),
    _shape("anthropic", "x-api-key: {}", WORDY, 93, "sk-ant-api03-"),
    _shape("google", "https://x.googleapis.com/v1?key={}", WORDY, 35, "AIza"),
    _shape("groq", "GROQ {}", LETTERS, 52, "gsk_"),
    _shape("huggingface", "token {} here", LETTERS, 34, "hf_"),
    _shape("aws", "aws_access_key_id {}", LOWER.upper() + DIGITS, 16, "AKIA").map(lambda one: _upper(one)),
    _shape("aws secret", "aws_secret_access_key = {}", BASE64, 40),
    _shape("github", "remote: {}", LETTERS, 36, "ghp_"),
    _shape("stripe", "stripe {}", LETTERS, 24, "sk_live_"),
    _shape("slack", "slack {}", DIGITS + "-", 30, "xoxb-"),
    _shape("jwt", "token={}", WORDY, 60, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx"),
    _shape("bearer", "'Authorization': 'Bearer {}'", LETTERS, 30),
    _shape("basic", "Authorization: Basic {}", BASE64, 24, "", "=="),
    _shape("address", "git+https://bot:{}@example.com/x.git", LETTERS, 16),
    _shape("address with a slash", "https://bot:{}@example.com/x.git", LETTERS, 16, "wJalr/ab/"),
    _shape("password", 'password="{}"', LETTERS, 12),
    _shape("masked", "Incorrect API key provided: {}. You can find", LETTERS, 8, "sk-proj-", "************Zz9Q"),
]
PEOPLE = [
    _shape("cloudflare", "set-cookie: __cf_bm={}; path=/; HttpOnly", WORDY, 43),
    _shape("cookies", "Cookie: theme=dark; auth={}", WORDY, 30),
    _shape("a list of cookies", "'set-cookie': ['a=b; path=/', 'mine={}; path=/; Secure']", WORDY, 30),
    _shape("a session", '"session_id": "{}"', LETTERS, 20),
    _shape("organization", "in organization {} on images per min", LETTERS, 24, "org-"),
    _shape("organization in words", "Rate limit reached for organization {} on images", LOWER, 12, "acme-", "-1"),
    _shape("organization header", "'openai-organization': '{}',", LOWER, 12),
    _shape("organization name", "organization: {}", LOWER, 12),
    _shape("organization setting", "OPENAI_ORG_ID={}", LOWER, 12),
    _shape("project", "Project `{}` does not have access", LETTERS, 24, "proj_"),
    _shape("project header", "openai-project: {}", LOWER, 12),
    _shape("user", "private/{}/img.png", LETTERS, 24, "user-"),
    _shape("account", '"chatgpt_account_id": "{}"', HEX, 32),
    _shape("email", "signed in as {}", LOWER, 8, "", "@example.com"),
    _shape("home", "/Users/{}/work/app.py", LOWER, 8),
    _shape("home on Windows", r"C:\Users\{}\app.py", LOWER, 8),
    _shape("home on Linux", "/home/{}/app.py", LOWER, 8),
]
IMAGES = [
    _shape("png", '"b64_json": "{}"', BASE64, 400, "iVBORw0KGgo"),
    _shape("jpeg", "the picture {} was sent", BASE64, 400, "/9j/4AAQ"),
    _shape("data address", '"image_url": "data:image/webp;base64,{}"', BASE64, 200),
    _shape("other bytes", "body {} end", BASE64, 300),
]
_HEAD = "A harbour in the morning with many boats and "
PROMPTS = [
    _shape("prompt", f'"prompt": "{_HEAD}{{}} in it", "n": 1', LOWER, 30),
    _shape("prompt of a call", f"generate(prompt='{_HEAD}{{}} in it', n=1)", LOWER, 30),
    _shape("input", f'"input": "{_HEAD}{{}} in it"', LOWER, 30),
    _shape("prompt in a log", f"prompt: {_HEAD}{{}} in it", LOWER, 30),
    _shape("revised prompt", f'"revised_prompt": "{_HEAD}{{}}"', LOWER, 30),
]
ADDRESSES = st.tuples(*(st.integers(1, 9) for _ in range(3))).map(
    lambda ends: Planted(
        "ip", f"203.0.11{ends[0]}.1{ends[1]}{ends[2]}", f"from 203.0.11{ends[0]}.1{ends[1]}{ends[2]}:51234"
    )
)


def _upper(planted: Planted) -> Planted:
    return Planted(planted.kind, planted.secret.upper(), planted.text.replace(planted.secret, planted.secret.upper()))


SHAPES = [*KEYS, *PEOPLE, *IMAGES, *PROMPTS, ADDRESSES]
PLANTED = st.one_of(SHAPES)
