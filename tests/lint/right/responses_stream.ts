import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI();

const stream = await client.responses.create({
  model: "gpt-6.1-sol",
  input: "Draw an orrery, then explain in two sentences how it is read.",
  stream: true,
  tools: [{ type: "image_generation", partial_images: 3, quality: "medium" }],
});

for await (const event of stream) {
  switch (event.type) {
    case "response.output_text.delta":
      process.stdout.write(event.delta);
      break;
    case "response.image_generation_call.partial_image":
      await writeFile(`orrery-${event.partial_image_index}.png`, Buffer.from(event.partial_image_b64, "base64"));
      break;
    case "response.output_item.done":
      if (event.item.type === "image_generation_call" && event.item.result) {
        await writeFile("orrery.png", Buffer.from(event.item.result, "base64"));
      }
      break;
  }
}
