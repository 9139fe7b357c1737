import OpenAI from "openai";
import { NextResponse } from "next/server";

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

const TEXT_MODEL = "gpt-5.6-sol";
const IMAGE_MODEL = "gpt-image-2";

export async function POST(request: Request) {
  const { subject } = await request.json();
  const ideas = await openai.responses.create({ model: TEXT_MODEL, input: `One picture idea about ${subject}` });
  const picture = await openai.images.generate({ model: IMAGE_MODEL, prompt: ideas.output_text, n: 1 });
  return NextResponse.json({ image: picture.data?.[0]?.b64_json });
}
