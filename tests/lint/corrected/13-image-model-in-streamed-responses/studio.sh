#!/usr/bin/env bash
# Streams drafts; every event is a line that begins with "data:".
curl -N https://api.openai.com/v1/responses \
  -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" \
  -d @- <<'EOF' | sed -n 's/^data: //p' | jq -r 'select(.type == "response.image_generation_call.partial_image") | .partial_image_b64' | base64 -d > draft.png
{
  "model": "gpt-5.6-sol",
  "input": "Draw a lamp in the style of a blueprint",
  "stream": true,
  "tools": [{"type": "image_generation", "partial_images": 1}]
}
EOF
