BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
    # As the build of the sample left it.
    $typed = Get-ChildItem (Join-Path $repositoryRoot 'samples/TypedModule/bin/*/net10.0/module/TypedModule/TypedModule.psd1') | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $typed) {
        dotnet build (Join-Path $repositoryRoot 'samples/TypedModule') --nologo -v quiet | Out-Host
        $typed = Get-Item (Join-Path $repositoryRoot 'samples/TypedModule/bin/Debug/net10.0/module/TypedModule/TypedModule.psd1')
    }

    Import-Module $typed.FullName -Force
    $root = New-TestRoot
    $PSDefaultParameterValues = @{ '*:Root' = $root; '*-RunEvent:Project' = 'p_demo' }
    New-LedgerProject p_demo | Out-Null
    Add-RunEvent -Started -Name build -Tags nightly, linux -Commit @{ id = 'c0ffee'; author = 'Ada' }
    Add-RunEvent -Finished -Name build -Outcome Failed -ExitCode 2
}

AfterAll {
    Remove-Module TypedModule
    Remove-Item -Recurse -Force $root
}

Describe 'A module of generated cmdlets' {
    It 'has a valid manifest that names its exports' {
        (Test-ModuleManifest $typed.FullName).ExportedCmdlets.Keys | Sort-Object | Should -Be @(
            'Add-RunEvent', 'Get-RunEvent', 'Get-Settings', 'Get-Thread', 'Remove-Settings', 'Remove-Thread', 'Set-Settings', 'Set-Thread',
            'Watch-RunEvent', 'Watch-Settings', 'Watch-Thread')
        (Import-PowerShellDataFile $typed.FullName).Description | Should -Be "Records what happens to one's runs."
    }

    It 'shows an entry as a line of at most 100 columns' {
        $lines = (Get-RunEvent | Out-String -Width 100) -split "`n" | Where-Object { $_.Trim() }
        $lines[0] | Should -Match 'Seq +Timestamp +Data'
        $lines[3] | Should -Match '2 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \{"kind":"finished","name":"build"'
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 100 }
    }

    It 'shows an entry as a list with its data indented' {
        $text = Get-RunEvent -First 1 | Format-List | Out-String -Width 100
        $text | Should -Match 'Seq +: 1'
        $text | Should -Match '"author": "Ada"'
    }

    It 'shows a document as a line of at most 100 columns, and as a list with its data indented' {
        Set-Thread -Project p_demo talk -Title 'About builds' -Tags a, b
        $lines = (Get-Thread -Project p_demo | Out-String -Width 100) -split "`n" | Where-Object { $_.Trim() }
        $lines[0] | Should -Match 'Key +ETag +Data'
        $lines[2] | Should -Match 'talk +\S{10} \{"title":"About builds","priority":3'
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 100 }
        Get-Thread -Project p_demo talk | Format-List | Out-String -Width 100 | Should -Match '"title": "About builds"'
    }

    It 'completes the members of the record' {
        (TabExpansion2 '(Get-RunEvent).Ti' 17).CompletionMatches.CompletionText | Should -Be 'Timestamp'
        (TabExpansion2 '(Get-RunEvent).Data.Mat' 23).CompletionMatches.CompletionText | Should -Be 'Match('
    }

    It 'takes a CSV file' {
        $csv = Join-Path $root 'runs.csv'
        Set-Content $csv @('Name,Outcome,ExitCode', 'test,Passed,0', 'pack,Failed,3')

        Import-Csv $csv | Add-RunEvent -Finished

        (Get-RunEvent -Last 2).Data | ForEach-Object { "$($_.Name) $($_.Outcome) $($_.ExitCode)" } | Should -Be @('test Passed 0', 'pack Failed 3')
    }

    It 'gives records that other commands understand' {
        (Get-RunEvent | Where-Object { $_.Data.ExitCode -eq 2 }).Seq | Should -Be 2
        (Get-RunEvent -First 1).Data.Commit.Author | Should -Be 'Ada'
        (Get-RunEvent -First 1 | Select-Object -ExpandProperty Data).Tags | Should -Be @('nightly', 'linux')
    }

    It 'explains itself' {
        Get-Help Add-RunEvent | Out-String | Should -Match '-Started -Name <string>'
        (Get-Help Add-RunEvent -Parameter ExitCode).name | Should -Be 'ExitCode'
    }
}
