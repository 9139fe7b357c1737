#!/bin/sh
# The server on this machine, with models of its own.
curl -s http://localhost:8080/v1/images/generations \
  -H "Content-Type: application/json" \
  -d '{"model": "stablediffusion", "prompt": "a floating castle", "size": "256x256", "step": 20}' |
  jq -r '.data[0].url'
