import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const config = {
  model: "gpt-image-2.5-flare",
  size: "1536x1024",
} as const;

const openai = new OpenAI();

export async function banner(topic: string, target: string): Promise<void> {
  // expect: image-model-in-responses-model
  const response = await openai.responses.create({
    model: config.model,
    input: `A wide banner about ${topic}`,
    tools: [{ type: "image_generation", size: config.size }],
  });
  const drawn = response.output.filter((item) => item.type === "image_generation_call");
  await writeFile(target, Buffer.from(drawn[0].result ?? "", "base64"));
}
