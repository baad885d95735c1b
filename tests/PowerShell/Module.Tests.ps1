BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'The module' {
    It 'has a valid manifest' {
        $manifest = Test-ModuleManifest (Join-Path $moduleDirectory 'Ledgerline.psd1')
        $manifest.CompatiblePSEditions | Should -Be 'Core'
        $manifest.PowerShellVersion | Should -Be ([version]'7.6')
        $manifest.Description | Should -Not -BeNullOrEmpty
    }

    It 'exports exactly its commands' {
        $documented = (Get-ChildItem (Join-Path $repositoryRoot 'docs/powershell/*-*.md')).BaseName | Sort-Object
        (Get-Command -Module Ledgerline).Name | Sort-Object | Should -Be $documented
        (Import-PowerShellDataFile (Join-Path $moduleDirectory 'Ledgerline.psd1')).CmdletsToExport | Sort-Object | Should -Be $documented
    }

    It 'uses approved verbs' {
        $approved = (Get-Verb).Verb
        (Get-Command -Module Ledgerline).Verb | ForEach-Object { $_ | Should -BeIn $approved }
    }

    It 'imports in a fresh process without a warning or an error' {
        $output = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$moduleDirectory'; (Get-Module Ledgerline).Name" 2>&1 3>&1
        $output | Should -Be 'Ledgerline'
    }
}

Describe 'Formatting' {
    BeforeAll {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*:Root' = $root }
        New-LedgerProject p_demo | Out-Null
        [ordered]@{ kind = 'tweak'; part = @{ n = 1.0 } } | Add-LogEntry -Project p_demo
    }

    AfterAll {
        Remove-Item -Recurse -Force $root
    }

    It 'shows an entry as a line with its data as JSON' {
        $text = Get-LogEntry -Project p_demo | Out-String -Width 100
        $text | Should -Match 'Seq +Timestamp +Data'
        $text | Should -Match '1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \{"kind":"tweak","part":\{"n":1\.0\}\}'
    }

    It 'shows an entry as a list with its data on several lines' {
        $text = Get-LogEntry -Project p_demo | Format-List | Out-String -Width 100
        $text | Should -Match '(?m)^Seq +: 1$'
        $text | Should -Match '(?m)^LocalTime : \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$'
        $text | Should -Match '(?m)^ +"kind": "tweak",$'
    }

    It 'shows a project as a line' {
        New-LedgerProject p_demo | Out-String -Width 200 | Should -Match "p_demo +False +$([regex]::Escape($root))"
    }
}
