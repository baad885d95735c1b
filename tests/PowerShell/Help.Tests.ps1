BeforeDiscovery {
    . $PSScriptRoot/Import-BuiltModule.ps1
    $examples = Get-Command -Module Ledgerline | ForEach-Object {
        $command = $_.Name
        (Get-Help $command -Examples).examples.example |
            Where-Object { $command -notlike 'Watch-*' -or $_.code -match '-Count|-Timeout' } |
            ForEach-Object { @{ Command = $command; Title = $_.title; Code = $_.code } }
    }
    $commands = (Get-Command -Module Ledgerline).Name
}

BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Help' {
    It 'of <_> is complete' -ForEach $commands {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.description.Text | Should -Not -BeNullOrEmpty
        $text = Get-Help $_ -Full | Out-String
        $text | Should -Match 'PARAMETERS'
        $text | Should -Match 'Example 1: '
        Get-Help $_ -Examples | Out-String | Should -Match 'Example 1: '
        if ($_ -notmatch 'Connect-Ledger$|LedgerConnection$') {
            Get-Help $_ -Parameter Project | Out-String | Should -Match 'project'
        }
    }

    It '<Command>, <Title>' -ForEach $examples {
        $env:LEDGERLINE_ROOT = New-TestRoot
        Push-Location $env:LEDGERLINE_ROOT
        try {
            & $PSScriptRoot/Initialize-ExampleData.ps1
            # With Stop every error, also one that would not end the example, fails the test.
            & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$Code")) | Out-Null
        }
        finally {
            Get-LedgerConnection | Disconnect-Ledger
            Pop-Location
            Remove-Item -Recurse -Force $env:LEDGERLINE_ROOT
            Remove-Item Env:LEDGERLINE_ROOT
        }
    }
}
