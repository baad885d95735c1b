<#
.SYNOPSIS
Measures the module beside what one writes without it, and says where a goal is missed.
.DESCRIPTION
Prints a table in markdown: medians of repeated runs, taken in turns, so that a busy machine slows down both. It needs
PowerShell 7.6 and the built module (dotnet build src/PowerShell -c Release). Data go to a directory of their own, which
is removed.
.EXAMPLE
pwsh -NoProfile bench/PowerShell/Measure-Ledgerline.ps1
.EXAMPLE
pwsh -NoProfile bench/PowerShell/Measure-Ledgerline.ps1 -Repeat 3 -LargeLog 100000
#>
[CmdletBinding()]
param(
    # The module's directory.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/Ledgerline'),

    # How often each is run.
    [ValidateRange(1, 100)]
    [int] $Repeat = 5,

    # How many entries are read, and appended.
    [ValidateRange(1000, 10000000)]
    [int] $Entries = 100000,

    # How many objects the slow way appends; its time is stated for as many as the fast one does.
    [ValidateRange(100, 10000000)]
    [int] $SlowEntries = 5000,

    # How many entries the large log has of which the last ten are read.
    [ValidateRange(1000, 100000000)]
    [int] $LargeLog = 1000000,

    # Exits with 1 where a goal is missed.
    [switch] $Strict
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module

function Measure-Milliseconds([scriptblock] $Work) {
    [System.GC]::Collect()
    [System.GC]::WaitForPendingFinalizers()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Work
    $watch.Elapsed.TotalMilliseconds
}

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    $sorted[[int][System.Math]::Floor($sorted.Count / 2)]
}

# Runs the works in turns, the first time unmeasured, and returns the median of each.
function Measure-InTurns([scriptblock[]] $Works, [int] $Turns = $Repeat) {
    $times = @(foreach ($work in $Works) { , [System.Collections.Generic.List[double]]::new() })
    foreach ($turn in 0..$Turns) {
        for ($i = 0; $i -lt $Works.Count; $i++) {
            $milliseconds = Measure-Milliseconds $Works[$i]
            if ($turn -gt 0) {
                $times[$i].Add($milliseconds)
            }
        }
    }

    foreach ($list in $times) { Get-Median $list }
}

# Entries of four properties, whose lines have about 107 bytes.
function Write-Sample([string] $Log, [int] $Count) {
    $block = 10000
    for ($from = 1; $from -le $Count; $from += $block) {
        $lines = foreach ($n in $from..[System.Math]::Min($from + $block - 1, $Count)) {
            "{`"kind`":`"tweak`",`"file`":`"index.html`",`"turn`":$($n % 97),`"n`":$n}"
        }
        Add-LogEntry -Log $Log -Json $lines -Durability Buffered
    }
}

$rows = [System.Collections.Generic.List[object]]::new()
function Add-Row([string] $What, [string] $Measured, [string] $Beside, [string] $Result, [string] $Goal, [bool] $Met) {
    $rows.Add([pscustomobject]@{
        What = $What; Measured = $Measured; Beside = $Beside; Result = $Result; Goal = $Goal; Met = $Met
    })
}

function Format-Milliseconds([double] $Value) {
    $Value -ge 10 ? $Value.ToString('N0') + ' ms' : $Value.ToString('N1') + ' ms'
}

function Format-Ratio([double] $Value) { $Value.ToString('N1') + ' times' }

$root = Join-Path ([System.IO.Path]::GetTempPath()) "ledgerline-bench-$([guid]::NewGuid().ToString('N'))"
$null = New-Item -ItemType Directory $root
$PSDefaultParameterValues = @{ '*-Log*:Root' = $root; '*-LedgerProject:Root' = $root; '*-Log*:Project' = 'p_bench' }
try {
    New-LedgerProject p_bench | Out-Null
    Write-Sample 'read' $Entries
    $file = Join-Path $root 'projects/p_bench/.meta/read.jsonl'

    $read, $parse = Measure-InTurns @(
        { Get-LogEntry -Log read | & { process { $d = $_.Data; $null = $d.kind; $null = $d.file; $null = $d.turn; $null = $d.n } } }
        { Get-Content $file | ConvertFrom-Json | & { process { $d = $_.data; $null = $d.kind; $null = $d.file; $null = $d.turn; $null = $d.n } } }
    )
    Add-Row "``Get-LogEntry``, $($Entries.ToString('N0')) entries, every property of Data touched" (Format-Milliseconds $read) `
        "``Get-Content \| ConvertFrom-Json``: $(Format-Milliseconds $parse)" (Format-Ratio ($parse / $read)) 'at least 5 times' ($parse -ge 5 * $read)

    $script:run = 0
    $add, $slow = Measure-InTurns @(
        { $script:run++; 1..$Entries | Add-LogEntry -Log "add$script:run" }
        { $script:run++; $target = Join-Path $root "add$script:run.txt"; 1..$SlowEntries | ForEach-Object { $_ | ConvertTo-Json -Compress | Add-Content $target } }
    )
    $slow *= $Entries / $SlowEntries
    Add-Row "``1..$Entries \| Add-LogEntry``, durable" (Format-Milliseconds $add) `
        "``ConvertTo-Json -Compress \| Add-Content`` for each: $(Format-Milliseconds $slow)" (Format-Ratio ($slow / $add)) 'at least 20 times' ($slow -ge 20 * $add)

    Write-Sample 'large' $LargeLog
    $last = Measure-InTurns { Get-LogEntry -Log large -Last 10 } (10 * $Repeat)
    Add-Row "``Get-LogEntry -Last 10`` of $($LargeLog.ToString('N0')) entries, warm" (Format-Milliseconds $last) '' '' 'below 50 ms' ($last -lt 50)

    $shell = (Get-Process -Id $PID).Path
    $import = Get-Median @(foreach ($turn in 0..$Repeat) {
        [double](& $shell -NoProfile -NonInteractive -Command "(Measure-Command { Import-Module '$Module' }).TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
    })
    Add-Row '`Import-Module Ledgerline` in a new process' (Format-Milliseconds $import) '' '' 'below 150 ms' ($import -lt 150)
}
finally {
    Remove-Item -Recurse -Force $root
}

"PowerShell $($PSVersionTable.PSVersion), .NET $([System.Environment]::Version), $([System.Environment]::ProcessorCount) processors, medians of $Repeat runs."
''
'| what | Ledgerline | beside it | ratio | goal | |'
'| --- | ---: | --- | ---: | --- | --- |'
foreach ($row in $rows) {
    "| $($row.What) | $($row.Measured) | $($row.Beside) | $($row.Result) | $($row.Goal) | $($row.Met ? 'met' : '**missed**') |"
}

if ($Strict -and $rows.Where({ -not $_.Met })) {
    exit 1
}
