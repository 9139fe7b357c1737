#!/usr/bin/env bash
set -e
cat > /tmp/request.json <<'JSON'
{
  "model": "gpt-image-2",
  "prompt": "An avatar of a fox with glasses",
  "size": "1024x1024",
  "response_format": "b64_json"
}
JSON
# expect: response-format-unsupported
curl --fail --silent https://api.openai.com/v1/images/generations \
  --header "Authorization: Bearer $OPENAI_API_KEY" \
  --header "Content-Type: application/json" \
  --data @/tmp/request.json > /tmp/answer.json
jq -r .data[0].b64_json /tmp/answer.json | base64 -d > fox.png
