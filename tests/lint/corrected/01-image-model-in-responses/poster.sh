#!/usr/bin/env bash
# Usage: ./poster.sh "what to draw" target.png
set -euo pipefail

MODEL=${MODEL:-gpt-6.1-sol}
TOPIC=$1

curl -sS https://api.openai.com/v1/responses \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  --data @- <<JSON | jq -r '.output[] | select(.type == "image_generation_call") | .result' | base64 --decode > "$2"
{
  "model": "$MODEL",
  "input": "$TOPIC",
  "tools": [{"type": "image_generation"}]
}
JSON
