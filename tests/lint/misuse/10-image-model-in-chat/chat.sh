#!/usr/bin/env bash
# expect: image-model-on-chat-completions
curl -s https://api.openai.com/v1/chat/completions \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-image-2.5-flare", "messages": [{"role": "user", "content": "Draw a lighthouse"}]}' \
  | jq -r '.choices[0].message.content'
