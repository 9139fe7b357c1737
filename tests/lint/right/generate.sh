#!/usr/bin/env bash
# ./generate.sh "a prompt" target.png
set -euo pipefail

model=${OPENAI_IMAGE_MODEL:-gpt-image-2.6-flare}

jq -n --arg model "$model" --arg prompt "$1" '{model: $model, prompt: $prompt, size: "1536x1024"}' |
  curl --fail-with-body -sS https://api.openai.com/v1/images/generations \
    -H "Authorization: Bearer $OPENAI_API_KEY" \
    -H "Content-Type: application/json" \
    --max-time 300 \
    --data-binary @- |
  jq -r '.data[0].b64_json' | base64 --decode > "$2"
