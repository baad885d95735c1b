#!/usr/bin/env bash
# Runs the module's script tests where PowerShell 7.6 and Pester 5 exist; says in one line that it did not elsewhere.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
    echo "PowerShell script tests: skipped, $1."
    exit 0
}

command -v pwsh >/dev/null || skip "pwsh is not on the path"
export POWERSHELL_TELEMETRY_OPTOUT=1
pwsh -NoProfile -NonInteractive -Command 'exit [int]($PSVersionTable.PSVersion -lt [version]"7.6")' ||
    skip "pwsh is older than 7.6"
pwsh -NoProfile -NonInteractive -Command 'exit [int](-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 }))' ||
    skip "Pester 5 is not installed"

[ -f artifacts/module/Ledgerline/Ledgerline.psd1 ] || dotnet build src/PowerShell --nologo -v quiet
exec pwsh -NoProfile -NonInteractive -File tests/PowerShell/Invoke-Tests.ps1
