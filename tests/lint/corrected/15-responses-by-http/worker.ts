const endpoint = new URL("/v1/responses", "https://api.openai.com");

export default {
  async fetch(_request: Request, env: { OPENAI_API_KEY: string }): Promise<Response> {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${env.OPENAI_API_KEY}` },
      body: JSON.stringify({
        model: "gpt-5.6-sol",
        input: "A postcard from the moon",
        tools: [{ type: "image_generation", output_format: "webp" }],
      }),
    });
    const { output } = await answer.json<any>();
    const drawn = output.find((item: any) => item.type === "image_generation_call");
    const bytes = Uint8Array.from(atob(drawn.result), (one) => one.charCodeAt(0));
    return new Response(bytes, { headers: { "content-type": "image/webp" } });
  },
};
