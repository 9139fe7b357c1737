import OpenAI from "openai";

const together = new OpenAI({
  apiKey: process.env.TOGETHER_API_KEY,
  baseURL: "https://api.together.xyz/v1",
});

const response = await together.images.generate({
  model: "black-forest-labs/FLUX.1-schnell",
  prompt: "A tram in the fog",
  // @ts-expect-error: fields of their own
  width: 1024,
  height: 768,
  steps: 4,
  seed: 7,
});
console.log(response.data?.[0]?.url);
