require "base64"
require "openai"
require "pathname"

client = OpenAI::Client.new(api_key: ENV["OPENAI_API_KEY"])

drawn = client.images.generate(
  model: "gpt-image-2.6-flare",
  prompt: "A paper theatre, front view",
  size: "1536x1024",
  output_format: :webp
)
File.binwrite("theatre.webp", Base64.decode64(drawn.data.first.b64_json))

edited = client.images.edit(
  model: "gpt-image-2.6-sunburst",
  image: Pathname("theatre.webp"),
  prompt: "Let the curtain fall"
)
File.binwrite("theatre-closed.png", Base64.decode64(edited.data.first.b64_json))
