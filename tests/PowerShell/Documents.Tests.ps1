BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Documents' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*-Ledger*:Root' = $root; 'Get-JsonKv:Root' = $root; 'Set-JsonKv:Root' = $root; 'Remove-JsonKv:Root' = $root; 'Watch-JsonKv:Root' = $root }
        New-LedgerProject p_demo | Out-Null
    }

    AfterEach {
        Remove-Item -Recurse -Force $root
    }

    It 'gives back what was stored' {
        Set-JsonKv settings ([ordered]@{ title = 'x'; n = 1; ratio = 1.0; tags = @('a'); none = $null }) -Project p_demo

        $data = (Get-JsonKv settings -Project p_demo).Data
        $data.PSObject.Properties.Name | Should -Be @('title', 'n', 'ratio', 'tags', 'none')
        $data.n | Should -BeOfType [long]
        $data.ratio | Should -BeOfType [double]
        (Get-JsonKv settings -Project p_demo).ToJson() | Should -Be '{"title":"x","n":1,"ratio":1.0,"tags":["a"],"none":null}'
    }

    It 'takes what other commands put out' {
        Get-ChildItem $moduleDirectory -File | Select-Object Name, Length | Set-JsonKv files -Project p_demo
        $file = Join-Path $root 'pretty.json'
        @{ a = 1; b = @(1, 2) } | ConvertTo-Json | Set-Content $file
        Set-JsonKv fromFile -Json (Get-Content $file) -Project p_demo

        (Get-JsonKv files -Project p_demo).Data.Name | Should -Contain 'Ledgerline.psd1'
        (Get-JsonKv fromFile -Project p_demo).Data.b | Should -Be @(1, 2)
    }

    It 'is changed in a pipeline, unless somebody else changed it' {
        'a', 'b', 'c' | ForEach-Object { Set-JsonKv $_ @{ n = 1 } -Project p_demo -Set s }

        Get-JsonKv -Project p_demo -Set s | ForEach-Object {
            if ($_.Key -eq 'b') { Set-JsonKv b @{ n = 100 } -Project p_demo -Set s }
            $_.Data.n++
            $_
        } | Set-JsonKv -ErrorVariable conflicts -ErrorAction SilentlyContinue

        (Get-JsonKv -Project p_demo -Set s).Data.n | Should -Be @(2, 100, 2)
        $conflicts.Count | Should -Be 1
        $conflicts[0].FullyQualifiedErrorId | Should -BeLike 'ETagConflict,*'
        $conflicts[0].TargetObject | Should -Be 'b'
    }

    It 'serves as a lock' {
        $won = 1..8 | ForEach-Object -Parallel {
            Import-Module $using:moduleDirectory
            $stored = Set-JsonKv lock $_ -Project p_demo -Root $using:root -IfAbsent -PassThru -ErrorAction SilentlyContinue
            if ($stored) { $_ }
        }

        @($won).Count | Should -Be 1
        (Get-JsonKv lock -Project p_demo).Data | Should -Be $won
    }

    It 'that comes from a job stands for its data' {
        Set-JsonKv a @{ n = 1; in = @{ deep = @(1, @{ x = 'y' }) } } -Project p_demo
        $job = Start-Job { Import-Module $using:moduleDirectory; Get-JsonKv a -Project p_demo -Root $using:root }

        Receive-Job $job -Wait -AutoRemoveJob | Set-JsonKv b -Project p_demo

        (Get-JsonKv b -Project p_demo).ToJson() | Should -Be '{"in":{"deep":[1,{"x":"y"}]},"n":1}'
    }

    It 'that are not there or damaged are errors, and the others follow' {
        'a', 'b', 'c' | ForEach-Object { Set-JsonKv $_ @{ n = 1 } -Project p_demo }
        Set-Content (Join-Path $root 'projects/p_demo/.meta/b.json') '{"n":'

        $found = Get-JsonKv a, b, x, c -Project p_demo -ErrorVariable failures -ErrorAction SilentlyContinue

        $found.Key | Should -Be @('a', 'c')
        $failures.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be @('DocumentCorrupt', 'DocumentNotFound')
        { Get-JsonKv x -Project p_demo -ErrorAction Stop } | Should -Throw -ErrorId 'DocumentNotFound,*' -ExpectedMessage "*'x'*"
    }

    It 'are watched across processes' {
        Set-JsonKv first 1 -Project p_demo
        $writer = Start-Process -PassThru -FilePath (Get-Process -Id $PID).Path -ArgumentList @(
            '-NoProfile', '-NonInteractive', '-Command',
            "Import-Module '$moduleDirectory'; Set-JsonKv second 2 -Root '$root' -Project p_demo; Remove-JsonKv first -Root '$root' -Project p_demo")

        $changes = Watch-JsonKv -Project p_demo -Current -Timeout 60 |
            ForEach-Object { "$($_.Kind) $($_.Key)" } | Where-Object { $_ -ne 'Put first' } | Select-Object -First 2

        $changes | Sort-Object | Should -Be @('Delete first', 'Put second')
        $writer.WaitForExit()
        $writer.ExitCode | Should -Be 0
    }

    It 'ends a watch after a time' {
        $elapsed = Measure-Command { Watch-JsonKv -Project p_demo -Timeout 0.3 }

        $elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.29
        $elapsed.TotalSeconds | Should -BeLessThan 30
    }

    It 'can be found by Tab' {
        $env:LEDGERLINE_ROOT = $root
        try {
            Set-JsonKv settings 1 -Project p_demo
            Set-JsonKv main 1 -Project p_demo -Set threads
            (TabExpansion2 'Get-JsonKv -Project p_demo -Key s').CompletionMatches.CompletionText | Should -Be 'settings'
            (TabExpansion2 'Get-JsonKv -Project p_demo -Set t').CompletionMatches.CompletionText | Should -Be 'threads'
            (TabExpansion2 'Remove-JsonKv -Project p_demo -Set threads m').CompletionMatches.CompletionText | Should -Be 'main'
        }
        finally {
            Remove-Item Env:LEDGERLINE_ROOT
        }
    }
}

Describe 'Formatting of documents' {
    BeforeAll {
        $root = New-TestRoot
        New-LedgerProject p_demo -Root $root | Out-Null
        Set-JsonKv main ([ordered]@{ title = 'Main'; n = 1.0 }) -Project p_demo -Set threads -Root $root
    }

    AfterAll {
        Remove-Item -Recurse -Force $root
    }

    It 'shows a document as a line with its data as JSON' {
        $text = Get-JsonKv -Project p_demo -Set * -Root $root | Out-String -Width 100
        $text | Should -Match 'Set +Key +ETag +Data'
        $text | Should -Match 'threads +main +[0-9a-f]{9}… \{"title":"Main","n":1\.0\}'
    }

    It 'shows a document as a list with its data pretty' {
        $text = Get-JsonKv -Project p_demo -Set * -Root $root | Format-List | Out-String -Width 100
        $text | Should -Match 'ETag +: [0-9a-f]{64}'
        $text | Should -Match '(?s)Data +: \{\s+"title": "Main",\s+"n": 1\.0\s+\}'
    }

    It 'shows a change as a line' {
        Watch-JsonKv -Project p_demo -Set threads -Current -Count 1 -Root $root | Out-String -Width 100 |
            Should -Match '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z Put +threads +main'
    }

    It 'needs no more than 100 columns' {
        Set-JsonKv ('k' * 40) ('x' * 300) -Project p_demo -Set ('s' * 40) -Root $root
        foreach ($line in (Get-JsonKv -Project p_demo -Set * -Root $root | Out-String -Width 100) -split "`n") {
            $line.Length | Should -BeLessOrEqual 100
        }
    }
}
