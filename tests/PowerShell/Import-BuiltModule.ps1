# Dot-sourced by every test file: the module as the build left it, and a root of its own.
$repositoryRoot = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$moduleDirectory = Join-Path $repositoryRoot 'artifacts/module/Ledgerline'
Import-Module $moduleDirectory -Force

function New-TestRoot {
    (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "ledgerline-pester-$([guid]::NewGuid().ToString('N'))")).FullName
}
