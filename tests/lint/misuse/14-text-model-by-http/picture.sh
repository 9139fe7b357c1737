#!/bin/sh
# expect: text-model-on-images-api
curl -fsS https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-5.6-sol", "prompt": "a barn owl", "response_format": "b64_json"}' \
  | jq -r '.data[0].b64_json' | base64 -d > owl.png
