import { createReadStream } from "node:fs";
import OpenAI from "openai";

export const variants = async (openai: OpenAI, path: string) => {
  const result = await openai.images.edit({
    model: "gpt-image-2",
    image: createReadStream(path),
    prompt: "The same motif in another pose",
    n: 2,
  });
  return result.data?.map((one) => Buffer.from(one.b64_json!, "base64")) ?? [];
};
