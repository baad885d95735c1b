BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Add-LogEntry and Get-LogEntry' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*-Log*:Root' = $root; '*-Ledger*:Root' = $root; '*-Log*:Project' = 'p_demo' }
        New-LedgerProject p_demo | Out-Null
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'gives back what was stored' {
        Add-LogEntry ([ordered]@{ kind = 'tweak'; n = 1; ratio = 1.0; tags = @('a', 'b'); parent = @{ id = 7 }; none = $null })

        $data = (Get-LogEntry).Data
        $data.PSObject.Properties.Name | Should -Be @('kind', 'n', 'ratio', 'tags', 'parent', 'none')
        $data.n | Should -BeOfType [long]
        $data.ratio | Should -BeOfType [double]
        $data.tags | Should -Be @('a', 'b')
        $data.parent.id | Should -Be 7
        $data.none | Should -BeNullOrEmpty
    }

    It 'takes a pipeline and numbers it' {
        1..1200 | Add-LogEntry

        $entries = @(Get-LogEntry)
        $entries.Count | Should -Be 1200
        $entries[-1].Seq | Should -Be 1200
        $entries[-1].Data | Should -Be 1200
    }

    It 'takes what other commands put out' {
        Get-ChildItem $moduleDirectory -File | Select-Object Name, Length, LastWriteTimeUtc | Add-LogEntry

        $names = Get-LogEntry | ForEach-Object { $_.Data.Name }
        $names | Should -Contain 'Ledgerline.psd1'
        (Get-LogEntry -First 1).Data.LastWriteTimeUtc | Should -BeOfType [string]
    }

    It 'takes lines of JSON' {
        $file = Join-Path $root 'lines.jsonl'
        Set-Content $file @('{"a":1}', '[2]')

        Get-Content $file | Add-LogEntry -Json { $_ }
        Add-LogEntry -Json (Get-Content $file)

        Get-LogEntry | ForEach-Object ToJson | Should -Be @('{"a":1}', '[2]', '{"a":1}', '[2]')
    }

    It 'reads like ConvertFrom-Json where that keeps the types' {
        $json = '{"kind":"tweak","n":1,"ratio":0.5,"list":[1,"x",null],"in":{"deep":true}}'
        Add-LogEntry -Json $json

        (Get-LogEntry).Data | ConvertTo-Json -Compress -Depth 9 | Should -Be $json
    }

    It 'filters with Where-Object' {
        'tweak', 'comment', 'tweak' | ForEach-Object { @{ kind = $_ } } | Add-LogEntry

        (Get-LogEntry | Where-Object { $_.Data.kind -eq 'tweak' }).Seq | Should -Be @(1, 3)
    }

    It 'ends early where Select-Object has enough' {
        1..5 | Add-LogEntry -PassThru | Select-Object -First 1 | ForEach-Object Seq | Should -Be 1
        (Get-LogEntry | Select-Object -First 2).Seq | Should -Be @(1, 2)
        @(Get-LogEntry).Count | Should -Be 5
    }

    It 'chooses by number, time and place' {
        1..9 | Add-LogEntry

        (Get-LogEntry -Since 7).Seq | Should -Be @(8, 9)
        (Get-LogEntry -Last 2).Seq | Should -Be @(8, 9)
        (Get-LogEntry -Descending -First 2).Seq | Should -Be @(9, 8)
        @(Get-LogEntry -After (Get-Date).AddHours(1)).Count | Should -Be 0
        @(Get-LogEntry -Before (Get-Date).AddHours(1)).Count | Should -Be 9
    }

    It 'writes nothing with -WhatIf' {
        1..3 | Add-LogEntry -WhatIf
        New-LedgerProject p_other -WhatIf

        @(Get-LogEntry).Count | Should -Be 0
        Test-Path (Join-Path $root 'projects/p_other') | Should -BeFalse
    }

    It 'names the remedy in errors' {
        { Get-LogEntry -Project p_none -ErrorAction Stop } |
            Should -Throw -ErrorId 'ProjectNotFound,*' -ExpectedMessage '*New-LedgerProject*'
        { Add-LogEntry -Project p_none 1 } |
            Should -Throw -ErrorId 'ProjectNotFound,*' -ExpectedMessage '*New-LedgerProject*'
        { Get-LogEntry -Project '../x' } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,*' -ExpectedMessage '*1-128 of A-Z a-z 0-9 _ -*'
        $circle = @{}
        $circle.self = $circle
        { Add-LogEntry $circle -ErrorAction Stop } |
            Should -Throw -ErrorId 'ValueNotSerializable,*' -ExpectedMessage '*$.self*circular*'
        { Get-LogEntry -Root 'HKCU:\x' } | Should -Throw -ErrorId 'RootNotFound,*'
        { Get-LogEntry -Root 'Function:\' } | Should -Throw -ErrorId 'RootNotFileSystem,*'
    }

    It 'appends on a condition, and tells the conflict' {
        1..3 | Add-LogEntry -ExpectedLastSeq 0
        { Add-LogEntry 'late' -ExpectedLastSeq 2 } |
            Should -Throw -ErrorId 'LogConflict,*' -ExpectedMessage '*last entry is 3*-ExpectedLastSeq 3*'
        Add-LogEntry 'now' -ExpectedLastSeq (Get-LogEntry -Last 1).Seq
        (Get-LogEntry).Data | Should -Be @(1, 2, 3, 'now')
    }

    It 'reads the files that Get-ChildItem finds, wherever they lie' {
        1..3 | Add-LogEntry
        4..5 | Add-LogEntry -Log run -Key a
        $backup = New-Item -ItemType Directory (Join-Path $root 'backup[1]')
        Get-ChildItem -Recurse -Force -Filter *.jsonl (Join-Path $root 'projects') | Copy-Item -Destination { Join-Path $backup.FullName $_.Name }

        (Get-ChildItem -LiteralPath $backup.FullName | Get-LogEntry).Data | Sort-Object | Should -Be (1..5)
        (Get-LogEntry -LiteralPath (Join-Path $backup.FullName 'a.jsonl') -Last 1).Data | Should -Be 5
        (Get-ChildItem -LiteralPath $backup.FullName -Name).Count | Should -Be 2
    }

    It 'makes times where asked' {
        Add-LogEntry @{ at = [datetimeoffset]'2026-01-02T03:04:05+02:00'; plain = 'text' }

        (Get-LogEntry).Data.at | Should -BeOfType [string]
        $data = (Get-LogEntry -AsDateTime).Data
        $data.at | Should -Be ([datetimeoffset]'2026-01-02T03:04:05+02:00')
        $data.at.Offset.Hours | Should -Be 2
        $data.plain | Should -Be 'text'
    }

    It 'copies a log' {
        [ordered]@{ b = 1.0; a = @() }, 'x' | Add-LogEntry

        Get-LogEntry | Add-LogEntry -Log copy

        Get-LogEntry -Log copy | ForEach-Object ToJson | Should -Be @('{"b":1.0,"a":[]}', '"x"')
    }

    It 'works in parallel' {
        1..4 | ForEach-Object -Parallel {
            Import-Module $using:moduleDirectory
            $worker = $_
            1..25 | ForEach-Object { "$worker-$_" } | Add-LogEntry -Root $using:root -Project p_demo
        }

        $entries = @(Get-LogEntry)
        $entries.Seq | Should -Be (1..100)
        ($entries.Data | Sort-Object -Unique).Count | Should -Be 100
    }
}

Describe 'Data of an older system' {
    BeforeAll {
        $root = New-TestRoot
        Get-ChildItem -Force (Join-Path $repositoryRoot 'tests/Fixtures/typescript-layout') | Copy-Item -Recurse -Destination $root
    }

    AfterAll {
        Remove-Item -Recurse -Force $root
    }

    It 'is read whole' {
        $entries = @(Get-LogEntry -Root $root -Project p_plain)
        $entries.Count | Should -Be 190
        ($entries | Group-Object { $_.Data.kind }).Name | Sort-Object | Should -Be @('comment-edit', 'snapshot', 'tweak')
    }

    It 'names damage, and reads around it where asked' {
        { Get-LogEntry -Root $root -Project p_bad_middle } |
            Should -Throw -ErrorId 'LogCorrupt,*' -ExpectedMessage '*line 3, offset*-SkipCorrupt*'

        $sound = @(Get-LogEntry -Root $root -Project p_bad_middle -SkipCorrupt -WarningVariable skipped -WarningAction SilentlyContinue)
        $sound.Seq | Should -Be @(1, 2, 4, 5, 6)
        $skipped.Count | Should -Be 1
        "$skipped" | Should -BeLike '*line 3*'
    }
}
