import OpenAI from "openai";
import { writeFileSync } from "node:fs";

const openai = new OpenAI({ maxRetries: 2, timeout: 180_000 });

async function sprite(prompt: string): Promise<Buffer> {
  const { data } = await openai.images.generate({
    model: "gpt-image-2.5-flare",
    prompt,
    background: "transparent",
    output_format: "png",
    size: "1024x1024",
  });
  const encoded = data?.[0]?.b64_json;
  if (!encoded) throw new Error("no image in the answer");
  return Buffer.from(encoded, "base64");
}

writeFileSync("coin.png", await sprite("A pixel art coin, side view, no shadow"));
