BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
    $script = Join-Path $repositoryRoot 'build/Publish-Module.ps1'

    function Invoke-Check([string] $ModuleDirectory) {
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script -ModuleDirectory $ModuleDirectory -SkipTests
    }
}

Describe 'Publish-Module' {
    BeforeEach {
        $root = New-TestRoot
        $copy = Join-Path $root 'Ledgerline'
        Copy-Item -Recurse $moduleDirectory $copy
        $manifest = Join-Path $copy 'Ledgerline.psd1'
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'finds the built module sound, and publishes nothing' {
        # A build for tests is none for release, and a working tree has changes.
        $said = Invoke-Check $copy
        $said | Where-Object { $_ -like 'FAILED*' -and $_ -notmatch 'for release|committed|PSScriptAnalyzer' } | Should -BeNullOrEmpty
        $said -match 'ok +The help of every command is complete' | Should -Not -BeNullOrEmpty
    }

    It 'finds <What>' -ForEach @(
        @{ What = 'another version'; Check = 'The version is'; Change = { (Get-Content -Raw $manifest) -replace "ModuleVersion        = '[^']+'", "ModuleVersion        = '9.9.9'" | Set-Content $manifest } }
        @{ What = 'a placeholder'; Check = 'The manifest says'; Change = { (Get-Content -Raw $manifest) -replace "Description          = '[^']+'", "Description          = '{description}'" | Set-Content $manifest } }
        @{ What = 'a file too many'; Check = 'The files are'; Change = { Set-Content (Join-Path $copy 'notes.txt') 'x' } }
        @{ What = 'a command without help'; Check = 'The help of every'; Change = { Remove-Item (Join-Path $copy 'en-US/Ledgerline.PowerShell.dll-Help.xml') } }
        @{ What = 'an export that is not there'; Check = 'It exports what'; Change = { (Get-Content -Raw $manifest) -replace "'Add-LogEntry'", "'Add-LogEntry', 'Add-Nothing'" | Set-Content $manifest } }
        @{ What = 'a word at import'; Check = 'It imports'; Change = { Add-Content (Join-Path $copy 'Ledgerline.psm1') "Write-Warning 'x'" } }
    ) {
        & $Change

        $said = Invoke-Check $copy

        $LASTEXITCODE | Should -Be 1
        $said -match "^FAILED +$Check" | Should -Not -BeNullOrEmpty
        $said[-1] | Should -BeLike "Not ready: *$Check*"
    }
}
