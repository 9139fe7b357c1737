"""Which SDK or framework sent the request, as packages, modules and user agents in a paste tell."""

from __future__ import annotations

import re

from advisor.facts import UNKNOWN, Maybe
from advisor.paste.classes import modules_told

__all__ = ["client_told"]

_AGENT = re.compile(
    r"\b(?:Async)?(?:Azure)?OpenAI/(?:Python|JS|NodeJS|Java|Go|Ruby|\.?NET)[ /]?[\d.]*"
    r"|\b(?:openai-\w+|OpenAI\.NET)/\d[\w.-]*"
)
_PACKAGES = tuple(
    re.compile(form)
    for form in (
        r"node_modules[\\/]+(?:\.pnpm[\\/]+[^\\/\s]+[\\/]+node_modules[\\/]+)?((?:@[\w.-]+[\\/]+)?[\w.-]+)",
        r"(?:site|dist)-packages[\\/]+(\w[\w-]*)",
        r"vendor[\\/]+([\w-]+[\\/]+[\w-]+)[\\/]",
        r"gems[\\/]+([\w-]+?-\d[\d.]*)[\\/]",
        r"github\.com/([\w.-]+/[\w.-]+?)(?=[@/.]\S*\.go|/v\d|@v|\.\()",
        r"\bat (com\.openai|com\.azure\.ai\.openai|com\.theokanning\.openai"
        r"|com\.aallam\.openai|org\.springframework\.ai|dev\.langchain4j)\b",
        r"\bat (OpenAI|Azure\.AI\.OpenAI|Microsoft\.SemanticKernel|Betalgo\.\w+)\.(?:[A-Z]\w+\.)+[A-Z]",
        r"package:(\w+)/",
        r"Modules[\\/]+(\w+)[\\/]+[\d.]+",
    )
)
_CARRIERS = re.compile(
    r"^(?:httpx\d?|httpcore\d?|requests|urllib3|anyio|asyncio|aiohttp|starlette|fastapi|uvicorn|axios|express|next|node-fetch|undici"
    r"|tenacity|flask|werkzeug|django|gunicorn|streamlit|gradio|guzzlehttp|symfony|laravel/framework|pydantic|pydantic_core"
    r"|dio|http|net-http|faraday|rack|puma|builtins|retry|p-retry|react|webpack|pip|concurrent|json|threading)\b",
    re.IGNORECASE,
)
"""Packages that carry any request and tell nothing of this one."""
_RUNTIMES = re.compile(
    r"^(?:java|javax|kotlin|okhttp3|retrofit2|io|org\.apache|System|Microsoft|Illuminate|GuzzleHttp|sun)\b"
)
_MOST = 6


def client_told(text: str) -> Maybe[str]:
    """The SDKs and frameworks a text tells of, as one text; UNKNOWN where it tells of none."""
    names = [one.group().strip(" /") for one in _AGENT.finditer(text)]
    names += [re.sub(r"[\\/]+", "/", one[1]) for form in _PACKAGES for one in form.finditer(text)]
    for module in modules_told(text):
        head = module.split("\\")[0].split("::")[0]
        dotted = head.split(".")
        names.append(".".join(dotted[:2]) if dotted[0] in ("com", "org", "dev") else dotted[0])
    kept = dict.fromkeys(name for name in names if not _CARRIERS.match(name) and not _RUNTIMES.match(name))
    return ", ".join(list(kept)[:_MOST]) if kept else UNKNOWN
