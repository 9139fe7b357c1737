#!/usr/bin/env bash
set -euo pipefail
: "${AZURE_OPENAI_ENDPOINT:?}" "${AZURE_OPENAI_API_KEY:?}"

curl -sS -X POST "$AZURE_OPENAI_ENDPOINT/openai/deployments/marketing-images/images/generations?api-version=2025-04-01-preview" \
  -H "api-key: $AZURE_OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"prompt": "A catalogue photograph of a desk lamp", "size": "1024x1024", "quality": "high", "output_format": "png"}' \
  | jq -r '.data[0].b64_json' | base64 --decode > lamp.png
