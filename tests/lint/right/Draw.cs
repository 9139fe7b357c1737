using System;
using System.IO;
using System.Threading.Tasks;
using OpenAI.Images;

ImageClient client = new("gpt-image-2", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));

ImageGenerationOptions options = new()
{
    Quality = GeneratedImageQuality.High,
    Size = GeneratedImageSize.W1024xH1024,
};

GeneratedImage drawn = await client.GenerateImageAsync("A loom, exploded view", options);
await File.WriteAllBytesAsync("loom.png", drawn.ImageBytes.ToArray());

using FileStream source = File.OpenRead("loom.png");
GeneratedImage edited = await client.GenerateImageEditAsync(source, "loom.png", "Thread it with red wool");
await File.WriteAllBytesAsync("loom-red.png", edited.ImageBytes.ToArray());
