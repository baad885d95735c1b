# The data that the help's examples speak of, in $env:LEDGERLINE_ROOT or the current location: made before each example,
# here and in the hosted tests.
New-LedgerProject p_demo | Out-Null
1..50 | ForEach-Object { @{ kind = 'tweak'; n = $_ } } | Add-LogEntry -Project p_demo
Add-LogEntry -Project p_demo -Log audit 'begun'
Add-LogEntry -Project p_demo -Log run -Key r1 @{ kind = 'started'; at = '2026-01-02T03:04:05+01:00' }
$directory = $env:LEDGERLINE_ROOT ? $env:LEDGERLINE_ROOT : $PWD.ProviderPath
$null = [System.IO.Directory]::CreateDirectory("$directory/backup")
[System.IO.File]::Copy("$directory/projects/p_demo/.meta/history.jsonl", "$directory/backup/history.jsonl")
