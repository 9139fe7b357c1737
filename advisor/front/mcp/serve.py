"""The server: what the official SDK is handed. Only protocol goes to standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from typing import Any, TypeVar

import anyio
from anyio.to_thread import run_sync
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    CompleteResult,
    Completion,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    ResourceTemplateReference,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from advisor.errors import AdvisorError, as_written
from advisor.front.mcp.desk import Desk
from advisor.front.mcp.prompts import PROMPTS
from advisor.front.mcp.resources import Resources, address, template
from advisor.front.mcp.tools import TOOLS, Answer
from advisor.report.explanation_markdown import KINDS
from advisor.secrets import redacted, without_keys

__all__ = ["make_server", "serve"]

_MARKDOWN = "text/markdown"
_INSTRUCTIONS = """\
Which OpenAI image endpoint, model and payload to use, from dated and sourced rules. Ask in this order: route, model, \
access, payload. recommend before you write a request, next_question when too little is known, lint_snippet after you \
wrote it, diagnose as soon as it fails. `unknown` means: not in the records; never read it as supported. Answers name \
rule ids and source ids: explain tells more of each, and so does the resource of that id."""
_FEATURES = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_Context = ServerRequestContext[Any]
T = TypeVar("T")


def serve(desk: Desk) -> None:
    """Answers on standard input and output until the input ends."""

    async def run() -> None:
        server = make_server(desk)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def make_server(desk: Desk) -> Server[Any]:
    """The server over whatever transport it is run."""
    answers = _Answers(desk)
    return Server(
        "advisor",
        title="OpenAI image advisor",
        version=version("openai-image-advisor"),
        instructions=_INSTRUCTIONS,
        on_list_tools=answers.tools,
        on_call_tool=answers.call,
        on_list_resources=answers.resources,
        on_list_resource_templates=answers.templates,
        on_read_resource=answers.read,
        on_completion=answers.complete,
        on_list_prompts=answers.prompts,
        on_get_prompt=answers.prompt,
    )


class _Answers:
    """Each request of the protocol."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._resources = desk, Resources(desk)

    async def tools(self, _context: _Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                Tool(
                    name=one.name,
                    title=one.title,
                    description=one.says,
                    input_schema=one.input_schema,
                    output_schema=one.output_schema,
                    annotations=_FEATURES,
                )
                for one in TOOLS.values()
            ]
        )

    async def call(self, _context: _Context, params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise _refused("tool", params.name, TOOLS)
        try:
            answer: Answer = await run_sync(tool.answer, self._desk, params.arguments or {})
        except AdvisorError as error:
            return _failed(redacted(str(error)))
        except Exception as error:  # noqa: BLE001  # one call must not end the others
            return _failed(
                f"internal error ({type(error).__name__}, version {version('openai-image-advisor')}); please report it"
            )
        return CallToolResult(
            content=[TextContent(text=without_keys(answer.text))],
            structured_content=_without_keys(answer.document),
        )

    async def resources(self, _context: _Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        batch = _told(lambda: self._resources.batch(params.cursor if params else None))
        listed = [Resource(uri=address(one), name=one.path, mime_type=_MARKDOWN) for one in batch.pages]
        return ListResourcesResult(resources=listed, next_cursor=batch.more or None)

    async def templates(
        self, _context: _Context, _params: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(
            resource_templates=[
                ResourceTemplate(
                    uri_template=template(kind), name=kind, title=title, description=tells, mime_type=_MARKDOWN
                )
                for kind, (title, tells) in KINDS.items()
            ]
        )

    async def read(self, _context: _Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        text = await run_sync(_told, lambda: self._resources.page(params.uri))
        return ReadResourceResult(contents=[TextResourceContents(uri=params.uri, mime_type=_MARKDOWN, text=text)])

    async def complete(self, _context: _Context, params: CompleteRequestParams) -> CompleteResult:
        form = params.ref.uri if isinstance(params.ref, ResourceTemplateReference) else ""
        return CompleteResult(completion=Completion(values=self._resources.completions(form, params.argument.value)))

    async def prompts(self, _context: _Context, _params: PaginatedRequestParams | None) -> ListPromptsResult:
        return ListPromptsResult(
            prompts=[Prompt(name=name, title=one.title, description=one.says) for name, one in PROMPTS.items()]
        )

    async def prompt(self, _context: _Context, params: GetPromptRequestParams) -> GetPromptResult:
        found = PROMPTS.get(params.name)
        if found is None:
            raise _refused("prompt", params.name, PROMPTS)
        message = PromptMessage(role="user", content=TextContent(text=found.text))
        return GetPromptResult(description=found.says, messages=[message])


def _refused(what: str, name: str, names: Iterable[str]) -> MCPError:
    return MCPError(INVALID_PARAMS, f"no {what} is named {as_written(name)}; expected one of {', '.join(names)}")


def _told(ask: Callable[[], T]) -> T:
    """What is asked for; what cannot be used is an error of the protocol, in one sentence."""
    try:
        return ask()
    except AdvisorError as error:
        raise MCPError(INVALID_PARAMS, redacted(str(error))) from None


def _failed(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=message)], is_error=True)


def _without_keys(value: Any) -> Any:
    """Plain data, no text of which repeats a key."""
    if isinstance(value, str):
        return without_keys(value)
    if isinstance(value, Mapping):
        return {without_keys(name): _without_keys(one) for name, one in value.items()}
    return [_without_keys(one) for one in value] if isinstance(value, list) else value
