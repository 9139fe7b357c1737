"""What well-known functions of the compiled languages come to, Ruby's and PHP's included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import zip_longest

from advisor.extract.view import (
    Branch,
    Call,
    Constant,
    Entry,
    Environment,
    Expression,
    Fallback,
    Function,
    Joined,
    Member,
    Object,
    Sequence,
    Unknown,
    names_of,
)

__all__ = ["FUNCTIONS", "METHODS", "wrapped"]

Rule = Callable[[Call], Expression | None]
Method = Callable[[Call, Expression], Expression | None]


# -- functions -------------------------------------------------------------------------------------------------------


def _first(call: Call) -> Expression | None:
    return next((one.value for one in call.arguments if not one.spread), None)


def _last(call: Call) -> Expression | None:
    return call.arguments[-1].value if call.arguments else None


def _any(call: Call) -> Expression | None:
    """`RequestBody.create(json, type)`, which once was `create(type, json)`."""
    return Branch(call.positional[:2], call.span) if call.positional else None


def _named(call: Call) -> Expression | None:
    """An object without braces: `JSON.generate(prompt: "x")`."""
    entries = tuple(one for one in call.arguments if one.name)
    return Object(entries, call.span) if entries else None


def _map(call: Call) -> Expression | None:
    """`Map.of("a", 1, "b", 2)`, `mapOf("a" to 1)`, `new JSONObject(map)`, or an empty one."""
    given = call.positional
    if (named := _named(call)) is not None:
        return named
    if all(isinstance(one, Object) for one in given):
        return Object(tuple(Entry(None, one, spread=True) for one in given), call.span)
    if len(given) == 1 and not isinstance(given[0], Constant):
        return Object((Entry(None, given[0], spread=True),), call.span)
    if len(given) % 2:
        return Object((), call.span)  # a size
    return Object(tuple(Entry(key, value) for key, value in zip(given[::2], given[1::2], strict=True)), call.span)


def _empty(call: Call) -> Expression | None:
    return Object((), call.span)


def _list(call: Call) -> Expression | None:
    return Sequence(call.positional, call.span)


def formatted(pattern: Expression, given: Iterable[Expression], call: Call) -> Expression:
    """A text with the values put into its holes, in order; a doubled brace is one brace."""
    if isinstance(pattern, Branch) and len(pattern.options) == 1:
        pattern = pattern.options[0]
    if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
        return Joined((pattern, Unknown(call.span)), call.span)
    braces = re.search(r"\{\d*\}", pattern.value) is not None and "%" not in pattern.value
    texts = re.split(r"(?<!\{)\{\w*(?::[^{}]*)?\}" if braces else r"%(?:\d+\$)?[-+ #0]*[\d.]*[a-zA-Z]", pattern.value)
    parts: list[Expression] = []
    values = list(given)[: len(texts) - 1]
    for text, value in zip_longest(texts, values):
        plain = text.replace("{{", "{").replace("}}", "}") if braces else text.replace("%%", "%")
        parts.append(Constant(plain, pattern.span))
        if len(parts) < 2 * len(texts) - 1:
            parts.append(value if value is not None else Unknown(call.span))
    return Joined(tuple(parts), call.span)


def _format(call: Call) -> Expression | None:
    return formatted(call.positional[0], call.positional[1:], call) if call.positional else None


def _options_of_http(call: Call) -> Expression | None:
    """`stream_context_create(['http' => [...]])`."""
    given = _first(call)
    return Member(given, Constant("http", call.span), call.span) if given is not None else None


FUNCTIONS: dict[str, Rule] = {
    "stream_context_create": _options_of_http,
    **dict.fromkeys(
        (
            "json.Marshal",
            "json.MarshalIndent",
            "bytes.NewBuffer",
            "bytes.NewReader",
            "bytes.NewBufferString",
            "strings.NewReader",
            "url.Parse",
            "JsonSerializer.Serialize",
            "JsonSerializer.SerializeToUtf8Bytes",
            "JsonConvert.SerializeObject",
            "JsonContent.Create",
            "BinaryContent.Create",
            "BinaryData.FromObjectAsJson",
            "BinaryData.FromString",
            "StringContent",
            "UTF8.GetBytes",
            "Uri",
            "URI",
            "URI.create",
            "URI.parse",
            "URI.join",
            "Url.parse",
            "Url",
            "Uri.parse",
            "HttpUrl.parse",
            "BodyPublishers.ofString",
            "BodyPublishers.ofByteArray",
            "StringEntity",
            "UploadHandlerRaw",
            "MultiPartFormDataContent",
            "HttpEntity",
            "JsonPrimitive",
            "JsonValue.from",
            "JSON.toJSONString",
            "json_encode",
            "Utils.jsonEncode",
            "Psr7.Utils.streamFor",
            "wp_json_encode",
            "http_build_query",
            "serde_json.to_string",
            "serde_json.to_value",
            "serde_json.to_vec",
            "String.from",
            "Json.encodeToString",
            "JSONSerialization.data",
            "Data",
            "NSString",
            "NSNumber",
            "NSURL",
            "Some",
            "Ok",
            "Box.new",
            "Cow.from",
            "Optional.of",
            "Optional.ofNullable",
            "Objects.requireNonNull",
            "String.valueOf",
            "List.copyOf",
        ),
        _first,
    ),
    **dict.fromkeys(
        (
            "Map.of",
            "HashMap",
            "LinkedHashMap",
            "TreeMap",
            "JSONObject",
            "JsonObject",
            "Dictionary",
            "ExpandoObject",
            "LinkedMultiValueMap",
            "mapOf",
            "mutableMapOf",
            "hashMapOf",
            "linkedMapOf",
            "buildMap",
            "HashMap.new",
            "HashMap.from",
            "Map.new",
            "Hash.new",
            "MultipartFormDataContent",
            "ImmutableMap.of",
        ),
        _map,
    ),
    **dict.fromkeys(("make", "multipart.NewWriter", "createObjectNode", "Form.new"), _empty),
    **dict.fromkeys(
        ("List.of", "Arrays.asList", "listOf", "mutableListOf", "arrayListOf", "Collections.singletonList", "arrayOf"),
        _list,
    ),
    **dict.fromkeys(("fmt.Sprintf", "sprintf", "String.format", "string.Format", "String.Format"), _format),
    **dict.fromkeys(("JSON.generate", "JSON.dump"), lambda call: _named(call) or _first(call)),
    "array_merge": lambda call: Object(tuple(Entry(None, one, spread=True) for one in call.positional), call.span),
    **dict.fromkeys(("RequestBody.create",), _any),
    "env.var": lambda call: _environment(call),
    "env.var_os": lambda call: _environment(call),
    "lazy": lambda call: _result(_last(call)),
}


def _environment(call: Call) -> Expression | None:
    name = _first(call)
    return Environment(str(name.value), None, call.span) if isinstance(name, Constant) else None


# -- wrappers --------------------------------------------------------------------------------------------------------

_WRAPPERS = re.compile(
    r"^(?:String|Int|Int64|Bool|Float|Float32|F|Opt|NewOpt|Ptr|Pointer|ToPtr|StringPtr|ModelId|Model|ImageModel)$"
    r"|Params[A-Z]\w*$|^ImageFile$"
)
"""Functions and types of SDKs that hold one value and mean it."""


def wrapped(call: Call) -> Expression | None:
    """The value in a wrapper: `openai.String("x")`, `param.NewOpt(1)`, `ModelId("x")`, `Size.of("x")`."""
    if len(call.arguments) != 1 or call.arguments[0].spread:
        return None
    names = names_of(call.callee)
    of_a_type = names[-1] in ("of", "from", "Other", "custom", "Custom") and names[-2:-1] and names[-2][:1].isupper()
    return call.arguments[0].value if of_a_type or _WRAPPERS.search(names[-1]) else None


# -- methods ---------------------------------------------------------------------------------------------------------


def _same(_: Call, base: Expression) -> Expression:
    return base


def _given(call: Call, _: Expression) -> Expression | None:
    return _first(call)


def _given_or_same(call: Call, base: Expression) -> Expression | None:
    """`mapper.toJson(x)`, and `x.toJson()`."""
    return _first(call) or base


def _otherwise(call: Call, base: Expression) -> Expression | None:
    """`base.unwrap_or(x)`, `base.orElse(x)`, also with a function that gives it."""
    other = _result(_first(call))
    return Fallback(base, other, call.span) if other is not None else None


def _result(expression: Expression | None) -> Expression | None:
    """What a function without a name gives."""
    if isinstance(expression, Function):
        return expression.returns[-1] if expression.returns else None
    return expression


def _get_or(call: Call, base: Expression) -> Expression | None:
    if len(call.positional) != 2:
        return None
    return Fallback(Member(base, call.positional[0], call.span), call.positional[1], call.span)


def _with_pair(call: Call, base: Expression) -> Expression | None:
    """`form.text("name", value)`: the form with one more entry."""
    if len(call.positional) != 2:
        return None
    return Object((Entry(None, base, spread=True), Entry(*call.positional)), call.span)


def _merged(call: Call, base: Expression) -> Expression | None:
    """`base.merge(other)`, `base.merge(key: value)`."""
    spread = tuple(Entry(None, one, spread=True) for one in (base, *call.positional))
    return Object((*spread, *(one for one in call.arguments if one.key is not None)), call.span)


def _formatted(call: Call, base: Expression) -> Expression | None:
    """`"%s".formatted(x)`."""
    return formatted(base, call.positional, call)


_SAME = frozenset(
    {"to_string", "to_owned", "into", "clone", "as_str", "as_ref", "as_deref", "unwrap", "expect", "ok", "to_vec"}
    | {"unwrap_or_default", "cloned", "as_bytes", "into_bytes", "freeze", "to_json", "to_s", "to_sym", "dup"}
    | {"request_uri", "stripIndent", "trimIndent", "trimMargin", "toRequestBody", "toByteArray", "getBytes"}
    | {"toHttpUrl", "toHttpUrlOrNull", "orElseThrow", "build", "Build", "ToString", "Trim", "TrimEnd", "ToList"}
    | {"toList", "toMap", "Bytes", "String", "orEmpty", "chomp", "presence", "squish", "strip", "path"}
)
"""Methods that give what they are called on, in another form."""

METHODS: dict[str, Method] = {
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(("writeValueAsString", "writeValueAsBytes", "encodeToString", "encodeToJsonElement"), _given),
    **dict.fromkeys(("toJson", "toJSONString", "valueToTree", "ToJson"), _given_or_same),
    **dict.fromkeys(("unwrap_or", "unwrap_or_else", "orElse", "orElseGet", "ifEmpty", "ifBlank"), _otherwise),
    "text": _with_pair,
    "part": _with_pair,
    "merge": _merged,
    "deep_merge": _merged,
    "getOrDefault": _get_or,
    "GetValueOrDefault": _get_or,
    "formatted": _formatted,
    "GetBytes": _given_or_same,
    "data": lambda call, base: base if call.named("using") is not None else None,
    "encode": lambda call, base: _first(call) if "ncoder" in names_of(base)[-1] or _makes_encoder(base) else base,
}


def _makes_encoder(base: Expression) -> bool:
    return isinstance(base, Call) and names_of(base.callee)[-1].endswith("Encoder")
