param([Parameter(Mandatory)][string]$Prompt, [string]$Target = "drawing.png")

$body = @{
    model   = "gpt-image-2.6-flare"
    prompt  = $Prompt
    size    = "1536x1024"
    quality = "high"
} | ConvertTo-Json

$answer = Invoke-RestMethod -Method Post -Uri "https://api.openai.com/v1/images/generations" `
    -Headers @{ Authorization = "Bearer $env:OPENAI_API_KEY" } `
    -ContentType "application/json" -Body $body -TimeoutSec 300

[IO.File]::WriteAllBytes($Target, [Convert]::FromBase64String($answer.data[0].b64_json))
