#!/bin/sh
# One thumbnail a line of titles.txt
while read -r title; do
  body=$(jq -n --arg prompt "$title" '{model: "gpt-image-2.5-flare", prompt: $prompt, size: "1024x1024"}')
  curl -s -X POST "https://api.openai.com/v1/images/generations" \
    -H "Authorization: Bearer ${OPENAI_API_KEY}" \
    -H 'Content-Type: application/json' \
    -d "$body" | jq -r '.data[0].b64_json' | base64 -d > "thumbs/$title.png"
done < titles.txt
