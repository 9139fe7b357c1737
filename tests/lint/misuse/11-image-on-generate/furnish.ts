import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const openai = new OpenAI();

export async function furnish(room: string, style: string) {
  const image = await toFile(fs.createReadStream(room), "room.png", { type: "image/png" });
  // expect: source-image-on-generations
  const { data } = await openai.images.generate({ model: "gpt-image-2", prompt: `Furnish in ${style}`, image } as any);
  return Buffer.from(data[0].b64_json, "base64");
}
