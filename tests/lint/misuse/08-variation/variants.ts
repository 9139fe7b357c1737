import { createReadStream } from "node:fs";
import OpenAI from "openai";

export const variants = async (openai: OpenAI, path: string) => {
  // expect: no-live-model-for-route
  const result = await openai.images.createVariation({
    image: createReadStream(path),
    n: 2,
  });
  return result.data?.map((one) => Buffer.from(one.b64_json!, "base64")) ?? [];
};
