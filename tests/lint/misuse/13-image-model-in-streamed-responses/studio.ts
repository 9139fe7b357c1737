import OpenAI from "openai";

const openai = new OpenAI();

export async function* drafts(wish: string): AsyncGenerator<Buffer> {
  // expect: image-model-in-responses-model
  const stream = await openai.responses.create({
    model: "gpt-image-2.5-flare",
    input: [{ role: "user", content: [{ type: "input_text", text: wish }] }],
    stream: true,
    tools: [{ type: "image_generation", partial_images: 2 }],
  });
  for await (const event of stream) {
    if (event.type === "response.image_generation_call.partial_image") {
      yield Buffer.from(event.partial_image_b64, "base64");
    }
  }
}
