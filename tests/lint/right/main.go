package main

import (
	"context"
	"encoding/base64"
	"log"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func save(encoded, path string) {
	content, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		log.Fatal(err)
	}
}

func main() {
	ctx := context.Background()
	client := openai.NewClient(option.WithMaxRetries(2))

	image, err := client.Images.Generate(ctx, openai.ImageGenerateParams{
		Model:        "gpt-image-2.6-flare",
		Prompt:       "A gopher surveying a valley",
		Size:         openai.ImageGenerateParamsSize1024x1024,
		Quality:      openai.ImageGenerateParamsQualityHigh,
		OutputFormat: openai.ImageGenerateParamsOutputFormatPNG,
		N:            openai.Int(1),
	})
	if err != nil {
		log.Fatal(err)
	}
	save(image.Data[0].B64JSON, "gopher.png")

	stream := client.Images.GenerateStreaming(ctx, openai.ImageGenerateParams{
		Model:         openai.ImageModelGPTImage2,
		Prompt:        "The same gopher at night",
		PartialImages: openai.Int(2),
	})
	for stream.Next() {
		switch event := stream.Current().AsAny().(type) {
		case openai.ImageGenCompletedEvent:
			save(event.B64JSON, "gopher-night.png")
		}
	}
}
