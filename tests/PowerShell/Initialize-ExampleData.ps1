# The data that the help's examples speak of, in $env:LEDGERLINE_ROOT or the current location: made before each example,
# here and in the hosted tests.
Get-LedgerConnection | Disconnect-Ledger
New-LedgerProject p_demo | Out-Null
1..50 | ForEach-Object { @{ kind = 'tweak'; n = $_ } } | Add-LogEntry -Project p_demo
Set-JsonKv settings ([ordered]@{ title = 'Demo'; theme = 'dark' }) -Project p_demo
Set-JsonKv main ([ordered]@{ title = 'Main'; open = $true }) -Project p_demo -Set threads
Set-JsonKv old ([ordered]@{ title = 'Old'; open = $false }) -Project p_demo -Set threads
Set-JsonKv theme 'dark' -Shared
Set-BlobItem site/index.html '<h1>Demo</h1>' -Project p_demo
[System.IO.File]::WriteAllText([System.IO.Path]::Join($PWD.ProviderPath, 'report.txt'), "one`ntwo`n")
Add-LogEntry -Project p_demo -Log audit 'begun'
Add-LogEntry -Project p_demo -Log run -Key r1 @{ kind = 'started'; at = '2026-01-02T03:04:05+01:00' }
$directory = $env:LEDGERLINE_ROOT ? $env:LEDGERLINE_ROOT : $PWD.ProviderPath
$null = [System.IO.Directory]::CreateDirectory("$directory/backup")
[System.IO.File]::Copy("$directory/projects/p_demo/.meta/history.jsonl", "$directory/backup/history.jsonl")
Export-Log -Project p_demo -Log audit -Path audit.jsonl | Out-Null
[System.IO.File]::WriteAllText("$($PWD.ProviderPath)/people.csv", "name,age`nAda,36`n")
New-LedgerProject p_demo -Root backup | Out-Null
# The server of the examples is nowhere, and nobody is there to type a password.
function global:Get-Credential([string] $UserName) { [pscredential]::new($UserName, [securestring]::new()) }
$global:PSDefaultParameterValues = @{ 'Connect-Ledger:WhatIf' = { $args[0].BoundParameters['Driver'] -eq 'Postgres' } }
