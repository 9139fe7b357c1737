import base64

from openai import OpenAI

with OpenAI().responses.stream(
    model="gpt-6.1-sol",
    input="Draw the water cycle and explain it to a child",
    tools=[{"type": "image_generation", "partial_images": 1}],
    tool_choice={"type": "image_generation"},
) as stream:
    for event in stream:
        if event.type == "response.image_generation_call.partial_image":
            open("draft.png", "wb").write(base64.b64decode(event.partial_image_b64))
    final = stream.get_final_response()

for item in final.output:
    if item.type == "image_generation_call" and item.result:
        open("cycle.png", "wb").write(base64.b64decode(item.result))
print(final.output_text)
