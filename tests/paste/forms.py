"""Pastes of every form, and what is to be read from each. The errors are the API's own; the rest is made up."""

from __future__ import annotations

from typing import Any, NamedTuple

from advisor.facts import ABSENT

__all__ = ["FORMS", "Form"]


class Form(NamedTuple):
    """A paste and what it tells."""

    name: str
    text: str
    told: dict[str, Any]
    """Fields of the first failure; `surface`, `model` and other fields of the request; `others` for its followers."""


PARAM = {"status": 400, "type": "invalid_request_error", "param": "style", "code": "unknown_parameter"}
PARAM |= {"message": "Unknown parameter: 'style'."}
"""What most of the pastes below tell."""

FORMS = (
    Form(
        "bare body",
        """{"error": {"message": "Unknown parameter: 'style'.", "type": "invalid_request_error", "param": "style", "code": null}}""",
        {"type": "invalid_request_error", "param": "style", "code": ABSENT, "message": "Unknown parameter: 'style'."},
    ),
    Form(
        "body without the outer error",
        """{"message": "Billing hard limit has been reached", "type": "invalid_request_error", "param": null, "code": "billing_hard_limit_reached"}""",
        {"code": "billing_hard_limit_reached", "param": ABSENT, "message": "Billing hard limit has been reached"},
    ),
    Form(
        "a failed response",
        """{"id": "resp_0a1", "object": "response", "status": "failed", "model": "gpt-5.5", "error": {"code": "server_error", "message": "An error occurred while processing your request. Please include the request ID 3f2a9c1e-77aa-4b0c-9a11-2f8a1f0c5b77 in your message."}}""",
        {"code": "server_error", "request_id": "3f2a9c1e-77aa-4b0c-9a11-2f8a1f0c5b77"},
    ),
    Form(
        "Python traceback",
        """Traceback (most recent call last):
  File "/srv/app/draw.py", line 12, in <module>
    result = client.images.generate(
             ^^^^^^^^^^^^^^^^^^^^^^^
        model="gpt-image-2", prompt=prompt, style="vivid", n=2,
    )
  File "/srv/app/.venv/lib/python3.12/site-packages/openai/resources/images.py", line 271, in generate
    return self._post(
           ^^^^^^^^^^^
  File "/srv/app/.venv/lib/python3.12/site-packages/openai/_base_client.py", line 1047, in request
    raise self._make_status_error_from_response(err.response) from None
openai.BadRequestError: Error code: 400 - {'error': {'message': "Unknown parameter: 'style'.", 'type': 'invalid_request_error', 'param': 'style', 'code': 'unknown_parameter'}}
""",
        PARAM
        | {
            "exceptions": ("BadRequestError",),
            "client": "openai",
            "surface": "images.generations",
            "model": "gpt-image-2",
            "n": 2,
        },
    ),
    Form(
        "Python line since 3.38",
        "openai.BadRequestError: Error code: 400 - Unknown parameter: 'style'.",
        {"status": 400, "param": "style", "message": "Unknown parameter: 'style'.", "exceptions": ("BadRequestError",)},
    ),
    Form(
        "repr of an exception",
        """PermissionDeniedError("Error code: 403 - Your organization must be verified to use the model `gpt-image-1`.")""",
        {"status": 403, "exceptions": ("PermissionDeniedError",)}
        | {"message": "Your organization must be verified to use the model `gpt-image-1`."},
    ),
    Form(
        "Python chain, the root first",
        """Traceback (most recent call last):
  File "/usr/lib/python3.11/site-packages/httpx/_transports/default.py", line 101, in map_httpcore_exceptions
    yield
httpcore.ReadTimeout: The read operation timed out

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/app/a.py", line 3, in <module>
    client.images.edit(image=open("a.png", "rb"), prompt="x", model="gpt-image-1.5")
openai.APITimeoutError: Request timed out.
""",
        {"message": "The read operation timed out", "exceptions": ("ReadTimeout",), "others": ["Request timed out."]}
        | {"surface": "images.edits", "model": "gpt-image-1.5"},
    ),
    Form(
        "an application that wraps",
        """Traceback (most recent call last):
  File "app.py", line 9, in draw
    client.images.generate(model=MODEL, prompt="a fox")
openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "app.py", line 31, in endpoint
    raise HTTPException(500, "image failed")
fastapi.exceptions.HTTPException: 500: image failed
""",
        {"status": 429, "type": "insufficient_quota", "code": "insufficient_quota", "param": ABSENT}
        | {"others": ["image failed"], "surface": "images.generations"},
    ),
    Form(
        "JavaScript, console.error",
        """BadRequestError: 400 Unknown parameter: 'style'.
    at APIError.generate (/home/ann/shop/node_modules/openai/src/core/error.ts:72:14)
    at OpenAI.makeStatusError (/home/ann/shop/node_modules/openai/src/client.ts:540:28)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at async POST (/home/ann/shop/app/api/draw/route.ts:14:18) {
  status: 400,
  headers: Headers {
    date: 'Tue, 05 May 2026 09:12:01 GMT',
    'x-request-id': 'req_5d0f4b7c1a2e4f6f9b1c'
  },
  requestID: 'req_5d0f4b7c1a2e4f6f9b1c',
  error: {
    message: "Unknown parameter: 'style'.",
    type: 'invalid_request_error',
    param: 'style',
    code: 'unknown_parameter'
  },
  code: 'unknown_parameter',
  param: 'style',
  type: 'invalid_request_error'
}""",
        PARAM | {"request_id": "req_5d0f4b7c1a2e4f6f9b1c", "exceptions": ("BadRequestError",), "client": "openai"},
    ),
    Form(
        "JavaScript without a body",
        """APIConnectionTimeoutError: Request timed out.
    at OpenAI.makeRequest (file:///srv/node_modules/openai/client.mjs:331:19)
    at async draw (file:///srv/draw.mjs:8:15) {
  status: undefined,
  headers: undefined,
  requestID: undefined,
  error: undefined,
  code: undefined,
  param: undefined,
  type: undefined
}""",
        {"message": "Request timed out.", "exceptions": ("APIConnectionTimeoutError",), "client": "openai"},
    ),
    Form(
        "JavaScript cause",
        """TypeError: fetch failed
    at node:internal/deps/undici/undici:13178:13
    at async draw (file:///srv/draw.mjs:8:15) {
  [cause]: ConnectTimeoutError: Connect Timeout Error (attempted address: api.openai.com:443, timeout: 10000ms)
      at onConnectTimeout (node:internal/deps/undici/undici:2331:28) {
    code: 'UND_ERR_CONNECT_TIMEOUT'
  }
}""",
        {"code": "UND_ERR_CONNECT_TIMEOUT", "exceptions": ("ConnectTimeoutError",), "others": ["fetch failed"]},
    ),
    Form(
        "JavaScript SDK with a cause",
        """APIConnectionError: Connection error.
    at OpenAI.makeRequest (file:///srv/node_modules/openai/client.mjs:434:19)
    at async draw (file:///srv/draw.mjs:8:15) {
  status: undefined,
  headers: undefined,
  error: undefined,
  cause: TypeError: fetch failed
      at node:internal/deps/undici/undici:14976:13
      at async OpenAI.makeRequest (file:///srv/node_modules/openai/client.mjs:397:26) {
    [cause]: Error: connect ECONNREFUSED 127.0.0.1:9
        at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16) {
      code: 'ECONNREFUSED'
    }
  }
}""",
        {"code": "ECONNREFUSED", "client": "openai", "others": ["fetch failed", "Connection error."]},
    ),
    Form(
        "JavaScript SDK with a page",
        """InternalServerError: 524 <!DOCTYPE html><html><head><title>api.example.com | 524: A timeout occurred</title></head><body>x</body></html>
    at APIError.generate (file:///srv/node_modules/openai/core/error.mjs:62:20) {
  status: 524,
  headers: Headers { 'content-type': 'text/html' },
  requestID: null,
  error: undefined,
  code: undefined
}""",
        {"status": 524, "message": "api.example.com | 524: A timeout occurred", "code": None}
        | {"exceptions": ("InternalServerError",)},
    ),
    Form(
        "Vercel AI SDK",
        """Error [AI_APICallError]: Unknown parameter: 'style'.
    at async draw (app/page.tsx:20:22) {
  cause: undefined,
  url: 'https://api.openai.com/v1/images/generations',
  requestBodyValues: { model: 'gpt-image-2', prompt: 'a boat', n: 1, size: '1024x1024', style: 'vivid' },
  statusCode: 400,
  responseHeaders: [Object],
  responseBody: '{\\n' +
    '  "error": {\\n' +
    `    "message": "Unknown parameter: 'style'.",\\n` +
    '    "type": "invalid_request_error",\\n' +
    '    "param": "style",\\n' +
    '    "code": "unknown_parameter"\\n' +
    '  }\\n' +
    '}',
  isRetryable: false,
  data: [Object]
}""",
        PARAM
        | {"endpoint": "https://api.openai.com/v1/images/generations", "surface": "images.generations"}
        | {"model": "gpt-image-2", "size": "1024x1024", "style": "vivid"},
    ),
    Form(
        "axios",
        """AxiosError: Request failed with status code 401
    at settle (/srv/node_modules/axios/dist/node/axios.cjs:2049:12) {
  code: 'ERR_BAD_REQUEST',
  config: { method: 'post', url: 'https://api.openai.com/v1/images/generations', data: '{"model":"gpt-image-1","prompt":"a cat"}' },
  response: {
    status: 401,
    statusText: 'Unauthorized',
    data: { error: { message: 'Incorrect API key provided: sk-ab***cd.', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }
  }
}""",
        {"status": 401, "code": "invalid_api_key", "param": ABSENT, "surface": "images.generations"}
        | {"model": "gpt-image-1", "exceptions": ("AxiosError",)},
    ),
    Form(
        "Go",
        "2026/05/06 10:11:12 draw: error, status code: 400, status: 400 Bad Request, message: Unknown parameter: 'style'.",
        {"status": 400, "param": "style"},
    ),
    Form(
        "Go, official SDK",
        """POST "https://api.openai.com/v1/images/generations": 400 Bad Request {"message": "Unknown parameter: 'style'.", "type": "invalid_request_error", "param": "style", "code": "unknown_parameter"}""",
        PARAM | {"surface": "images.generations", "endpoint": "https://api.openai.com/v1/images/generations"},
    ),
    Form(
        "Go map",
        "panic: map[error:map[code:unknown_parameter message:Unknown parameter: 'style'. param:style type:invalid_request_error]]",
        {key: value for key, value in PARAM.items() if key != "status"},
    ),
    Form(
        "PHP, Guzzle",
        """PHP Fatal error:  Uncaught GuzzleHttp\\Exception\\ClientException: Client error: `POST https://api.openai.com/v1/images/edits` resulted in a `403 Forbidden` response:
{
  "error": {
    "message": "Your organization must be verified to use the model `gpt-image-1`. (truncated...)
 in /var/www/vendor/guzzlehttp/guzzle/src/Exception/RequestException.php:113
Stack trace:
#0 /var/www/vendor/guzzlehttp/guzzle/src/Middleware.php(72): GuzzleHttp\\Exception\\RequestException::create()
""",
        {"status": 403, "exceptions": ("ClientException",), "surface": "images.edits"}
        | {"endpoint": "https://api.openai.com/v1/images/edits"},
    ),
    Form(
        "PHP, print_r",
        """Array
(
    [error] => Array
        (
            [message] => Unknown parameter: 'style'.
            [type] => invalid_request_error
            [param] => style
            [code] => unknown_parameter
        )

)""",
        {key: value for key, value in PARAM.items() if key != "status"},
    ),
    Form(
        "Ruby",
        """/usr/local/bundle/gems/faraday-2.9.0/lib/faraday/response/raise_error.rb:30:in `on_complete': the server responded with status 400 (Faraday::BadRequestError)
	from /usr/local/bundle/gems/ruby-openai-7.1.0/lib/openai/http.rb:22:in `json_post'
{"error"=>{"message"=>"Unknown parameter: 'style'.", "type"=>"invalid_request_error", "param"=>"style", "code"=>"unknown_parameter"}}""",
        PARAM | {"exceptions": ("BadRequestError",), "client": "ruby-openai-7.1.0"},
    ),
    Form(
        "Java, the cause last",
        """java.util.concurrent.CompletionException: com.openai.errors.BadRequestException: 400: Unknown parameter: 'style'.
	at java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:332)
Caused by: com.openai.errors.BadRequestException: 400: Unknown parameter: 'style'.
	at com.openai.errors.BadRequestException$Builder.build(BadRequestException.kt:88)
	at com.openai.core.handlers.ErrorHandler$withErrorHandler$1.handle(ErrorHandler.kt:48)
""",
        {"status": 400, "param": "style", "message": "Unknown parameter: 'style'."}
        | {"exceptions": ("BadRequestException",), "client": "com.openai"},
    ),
    Form(
        "Kotlin",
        """com.aallam.openai.api.exception.InvalidRequestException: The size is not supported by this model.
    at com.aallam.openai.client.internal.http.HttpTransport.openAIAPIException(HttpTransport.kt:67)
Caused by: io.ktor.client.plugins.ClientRequestException: Client request(POST https://api.openai.com/v1/images/generations) invalid: 400 Bad Request. Text: "{
  "error": {
    "code": "invalid_size",
    "message": "The size is not supported by this model.",
    "param": null,
    "type": "invalid_request_error"
  }
}"
""",
        {"status": 400, "code": "invalid_size", "param": ABSENT, "surface": "images.generations"},
    ),
    Form(
        ".NET",
        """Unhandled exception. System.ClientModel.ClientResultException: HTTP 400 (invalid_request_error: unknown_parameter)
Parameter: style

Unknown parameter: 'style'.
   at OpenAI.ClientPipelineExtensions.ProcessMessageAsync(ClientPipeline pipeline, PipelineMessage message)
   at OpenAI.Images.ImageClient.GenerateImageAsync(String prompt, ImageGenerationOptions options)
""",
        PARAM | {"exceptions": ("ClientResultException",), "client": "OpenAI"},
    ),
    Form(
        ".NET, inner exception",
        """System.AggregateException: One or more errors occurred. (HTTP 401 (invalid_request_error: invalid_api_key))
 ---> System.ClientModel.ClientResultException: HTTP 401 (invalid_request_error: invalid_api_key)

Incorrect API key provided: abc.
   at OpenAI.Images.ImageClient.GenerateImage(String prompt)
   --- End of inner exception stack trace ---
""",
        {"status": 401, "code": "invalid_api_key", "message": "Incorrect API key provided: abc."}
        | {"others": ["One or more errors occurred. (HTTP 401 (invalid_request_error: invalid_api_key))"]},
    ),
    Form(
        "Dart",
        "[OpenAI] error code: 400, message :DioException. data:{error: {code: unknown_parameter, message: Unknown parameter: 'style'., param: style, type: invalid_request_error}}",
        PARAM,
    ),
    Form(
        "R",
        """Error in `httr2::req_perform()`:
! HTTP 404 Not Found.
* The model `gpt-image-9` does not exist or you do not have access to it.
Run `rlang::last_trace()` to see where the error occurred.""",
        {"status": 404},
    ),
    Form(
        "PowerShell",
        """Invoke-RestMethod : {
  "error": {
    "message": "Unknown parameter: 'style'.",
    "type": "invalid_request_error",
    "param": "style",
    "code": "unknown_parameter"
  }
}
At C:\\work\\draw.ps1:14 char:9
+ $answer = Invoke-RestMethod -Uri "https://api.openai.com/v1/images/generations" -Method Post -Body $body
    + CategoryInfo          : InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest) [Invoke-RestMethod], WebException
    + FullyQualifiedErrorId : WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand""",
        {key: value for key, value in PARAM.items() if key != "status"} | {"surface": "images.generations"},
    ),
    Form(
        "litellm",
        """litellm.BadRequestError: OpenAIException - {
  "error": {
    "message": "Unknown parameter: 'style'.",
    "type": "invalid_request_error",
    "param": "style",
    "code": "unknown_parameter"
  }
}
Received Model Group = pictures""",
        PARAM | {"exceptions": ("BadRequestError", "OpenAIException"), "client": "litellm"},
    ),
    Form(
        "HTTP dump",
        """HTTP/1.1 400 Bad Request
Content-Type: application/json
openai-processing-ms: 27
x-request-id: req_0f1e2d3c4b5a69788796
CF-RAY: 8f2a1b3c4d5e6f70-FRA

{
  "error": {
    "message": "Unknown parameter: 'style'.",
    "type": "invalid_request_error",
    "param": "style",
    "code": "unknown_parameter"
  }
}""",
        PARAM | {"request_id": "req_0f1e2d3c4b5a69788796"},
    ),
    Form(
        "curl -v",
        """$ curl -v https://api.openai.com/v1/images/generations -d '{"model": "gpt-image-2", "prompt": "a fox", "style": "vivid"}'
* Connected to api.openai.com (162.159.140.245) port 443
> POST /v1/images/generations HTTP/2
> Host: api.openai.com
> User-Agent: curl/8.7.1
>
< HTTP/2 400
< x-request-id: req_77aa88bb99cc00dd
<
{"error": {"message": "Unknown parameter: 'style'.", "type": "invalid_request_error", "param": "style", "code": "unknown_parameter"}}""",
        PARAM
        | {
            "request_id": "req_77aa88bb99cc00dd",
            "surface": "images.generations",
            "model": "gpt-image-2",
            "style": "vivid",
        },
    ),
    Form(
        "docker compose",
        """web-1  | 2026-05-06 10:11:12 ERROR image failed
web-1  | {
web-1  |   "error": {
web-1  |     "message": "Unknown parameter: 'style'.",
web-1  |     "type": "invalid_request_error",
web-1  |     "param": "style",
web-1  |     "code": "unknown_parameter"
web-1  |   },
web-1  |   "status": 400
web-1  | }""",
        PARAM,
    ),
    Form(
        "kubernetes",
        """2026-05-06T10:11:12.123456789Z stderr F openai.BadRequestError: Error code: 400 - {'error': {'message': "Unknown parameter: 'style'.",
2026-05-06T10:11:12.123456790Z stderr F  'type': 'invalid_request_error', 'param': 'style', 'code': 'unknown_parameter'}}""",
        PARAM | {"exceptions": ("BadRequestError",)},
    ),
    Form(
        "JSON lines",
        """{"level":"info","msg":"start","port":8080}
{"level":"error","time":"2026-05-06T10:11:12Z","msg":"draw failed","status":400,"err":"{\\"error\\":{\\"message\\":\\"Unknown parameter: 'style'.\\",\\"type\\":\\"invalid_request_error\\",\\"param\\":\\"style\\",\\"code\\":\\"unknown_parameter\\"}}"}""",
        PARAM,
    ),
    Form(
        "JSON in JSON in JSON",
        r"""{"ok": false, "error": {"code": 400, "detail": "{\"upstream\": \"{\\\"error\\\":{\\\"message\\\":\\\"Unknown parameter: 'style'.\\\",\\\"type\\\":\\\"invalid_request_error\\\",\\\"param\\\":\\\"style\\\",\\\"code\\\":\\\"unknown_parameter\\\"}}\"}"}}""",
        PARAM,
    ),
    Form(
        "truncated",
        """Image failed | openai | https://api.openai.com/v1/images/generations | 400 | { "error": { "message": "Unknown parameter: 'style'.", "type": "invalid_request_error", "param": "style", "code": "unkn""",
        PARAM | {"code": "unkn", "surface": "images.generations"},
    ),
    Form(
        "HTML of a proxy",
        """<html>
<head><title>504 Gateway Time-out</title></head>
<body>
<center><h1>504 Gateway Time-out</h1></center>
<hr><center>nginx/1.25.3</center>
</body>
</html>""",
        {"status": 504, "message": "504 Gateway Time-out"},
    ),
    Form(
        "HTML within JSON",
        """{"message": "Request failed", "description": "<!DOCTYPE html>\\n<html><head>\\n<title>api.example.com | 524: A timeout occurred</title>\\n</head><body><h1>A timeout occurred</h1></body></html>\\n"}""",
        {"status": 524},
    ),
    Form(
        "Azure",
        """openai.NotFoundError: Error code: 404 - {'error': {'code': 'DeploymentNotFound', 'message': 'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.'}}""",
        {"status": 404, "code": "DeploymentNotFound", "exceptions": ("NotFoundError",)},
    ),
    Form(
        "Azure content filter",
        """{"error": {"code": "contentFilter", "message": "Your task failed as a result of our safety system.", "inner_error": {"code": "ResponsibleAIPolicyViolation", "content_filter_results": {"violence": {"filtered": true, "severity": "medium"}}}}}""",
        {"code": "contentFilter", "message": "Your task failed as a result of our safety system."},
    ),
    Form(
        "colours",
        """\x1b[31m\x1b[1mopenai.BadRequestError\x1b[0m: Error code: \x1b[33m400\x1b[0m - {'error': {'message': "Unknown \x1b[1mparameter\x1b[0m: 'style'.", 'type': 'invalid_request_error', 'param': 'style', 'code': 'unknown_parameter'}}""",
        PARAM | {"exceptions": ("BadRequestError",)},
    ),
    Form(
        "hard wrapped",
        """openai.BadRequestError: Error code: 400 - {'error': {'message': "Unknown paramet
er: 'style'.", 'type': 'invalid_request_error', 'param': 'style', 'code': 'unkno
wn_parameter'}}""",
        PARAM | {"exceptions": ("BadRequestError",)},
    ),
    Form(
        "Markdown",
        """> I get this when I draw:
> ```
> openai.BadRequestError: Error code: 400 - {'error': {'message': "Unknown parameter: 'style'.", 'type': 'invalid_request_error',
> 'param': 'style', 'code': 'unknown_parameter'}}
> ```
> Any idea?""",
        PARAM,
    ),
    Form(
        "HTML entities",
        "Error code: 400 - {&#39;error&#39;: {&#39;message&#39;: &quot;Unknown parameter: &#39;style&#39;.&quot;, &#39;type&#39;: &#39;invalid_request_error&#39;, &#39;param&#39;: &#39;style&#39;, &#39;code&#39;: &#39;unknown_parameter&#39;}}",
        PARAM,
    ),
    Form(
        "two errors of one log",
        """10:00:01 ERROR provider openai: {"error": {"message": "The model 'gpt-image-9' does not exist.", "type": "image_generation_user_error", "param": "model", "code": "invalid_value"}}
10:00:02 ERROR provider backup: {"error": {"message": "Incorrect API key provided: k.", "type": "invalid_request_error", "param": null, "code": "invalid_api_key"}}""",
        {"param": "model", "code": "invalid_value", "others": ["Incorrect API key provided: k."]},
    ),
    Form(
        "errors of one log in words, one after another",
        """2026-11-20 11:02:03 [error] Your organization must be verified to use the model gpt-image-1.
2026-11-20 11:02:30 [error] The model `gpt-image-9` does not exist
2026-11-20 11:03:30 [error] connect ETIMEDOUT 10.0.0.1:443""",
        {
            "message": "[error] Your organization must be verified to use the model gpt-image-1.",
            "others": ["[error] The model `gpt-image-9` does not exist", "[error] connect ETIMEDOUT 10.0.0.1:443"],
        },
    ),
    Form(
        "one error that a log tells on several lines",
        """ERROR image job 7 failed:
  status: 400
  Unknown parameter: 'style'.
WARN giving up""",
        {"status": 400, "param": "style"},
    ),
    Form(
        "validation of a server",
        """{"detail": [{"type": "missing", "loc": ["body", "image"], "msg": "Field required", "input": null}]}""",
        {"type": "missing", "param": "image", "message": "Field required"},
    ),
    Form(
        "Responses in a framework",
        """ClientResultException: HTTP 400 (invalid_request_error: )

There was an issue with your request.
Raw Request (https://example-east.openai.azure.com/openai/v1/responses)
{"model": "gpt-5.5", "tools": [{"type": "image_generation", "output_format": "jpeg"}], "input": "draw a tree"}""",
        {"status": 400, "type": "invalid_request_error", "surface": "responses.image_generation"}
        | {"model": "gpt-5.5", "output_format": "jpeg"},
    ),
    Form("words alone", "my picture never arrives, it just hangs for ten minutes", {"status": None, "type": None}),
)
"""One of each form."""
