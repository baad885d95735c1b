BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Export-Log and Import-Log' {
    BeforeEach {
        $root = New-TestRoot
        $PSDefaultParameterValues = @{ '*-Log*:Root' = $root; '*-Ledger*:Root' = $root; '*-Log*:Project' = 'p_demo' }
        New-LedgerProject p_demo | Out-Null
        Push-Location $root
        1..3 | ForEach-Object { [ordered]@{ kind = 'tweak'; n = $_; ratio = $_ / 2; text = "$_"; note = "a,`"b`"`nc" } } | Add-LogEntry

        function Get-Text([string] $log) {
            Get-LogEntry -Log $log | ForEach-Object { "$($_.Seq) $($_.Timestamp.ToString('O')) $($_.ToJson())" }
        }
    }

    AfterEach {
        Pop-Location
        Remove-Item -Recurse -Force $root
    }

    It 'writes JSON lines that ConvertFrom-Json reads' {
        Export-Log -Log history -Path out.jsonl | Out-Null

        $read = Get-Content out.jsonl | ConvertFrom-Json
        $read.seq | Should -Be @(1, 2, 3)
        $read.data.n | Should -Be @(1, 2, 3)
        $read[1].data.note | Should -Be "a,`"b`"`nc"
        [datetimeoffset]::FromUnixTimeMilliseconds($read[0].ts) | Should -Be (Get-LogEntry -First 1).Timestamp
    }

    It 'writes a table that Import-Csv reads' {
        Export-Log -Log history -Path out.csv | Out-Null

        $read = Import-Csv out.csv
        $read[0].PSObject.Properties.Name | Should -Be @('Seq', 'Timestamp', 'kind', 'n', 'ratio', 'text', 'note')
        $read.n | Should -Be @('1', '2', '3')
        $read.text | Should -Be @('1', '2', '3')
        $read[2].note | Should -Be "a,`"b`"`nc"
        [datetimeoffset]$read[0].Timestamp | Should -Be (Get-LogEntry -First 1).Timestamp
    }

    It 'reads what Export-Csv writes' {
        Get-LogEntry | ForEach-Object Data | Export-Csv by-csv.csv
        Get-LogEntry | ForEach-Object Data | Export-Csv tabs.csv -Delimiter "`t" -UseQuotes AsNeeded

        Import-Log by-csv.csv -Log strings
        Import-Log tabs.csv -Log values -Delimiter "`t" -AsJsonValues

        $expected = Import-Csv by-csv.csv | ForEach-Object { $_ | ConvertTo-Json -Compress }
        Get-LogEntry -Log strings | ForEach-Object ToJson | Should -Be $expected
        (Get-LogEntry -Log values).Data.n | Should -Be @(1, 2, 3)
        (Get-LogEntry -Log values -First 1).Data.n | Should -BeOfType [long]
        (Get-LogEntry -Log values -Last 1).Data.note | Should -Be "a,`"b`"`nc"
    }

    It 'reads what ConvertTo-Json writes' {
        Get-LogEntry | ForEach-Object { $_.Data | ConvertTo-Json -Compress } | Set-Content lines.jsonl

        Import-Log lines.jsonl -Log lines

        Get-LogEntry -Log lines | ForEach-Object ToJson | Should -Be (Get-Content lines.jsonl)
    }

    It 'brings everything back by <format>' -ForEach @(@{ format = 'jsonl' }, @{ format = 'csv' }) {
        Add-LogEntry -Json '{"n":1.0,"s":"5","t":"true","z":null,"e":"","in":{"a":[1,2.50]}}', '"plain"', '7', '[]', '{}'

        Export-Log -Log history -Path "out.$format" | Import-Log -Log back

        Get-Text back | Should -Be (Get-Text history)
    }

    It 'takes files from Get-ChildItem' {
        Export-Log -Log history -Path part1.jsonl -Before (Get-Date).AddDays(1) | Out-Null
        4..6 | Add-LogEntry
        Export-Log -Log history -Path part2.jsonl -Since 3 | Out-Null
        New-Item -ItemType Directory '[odd]' | Out-Null
        [System.IO.File]::Move("$root/part2.jsonl", "$root/[odd]/part2.jsonl")

        Get-ChildItem -Recurse -Filter part*.jsonl | Sort-Object Name | Import-Log -Log back

        Get-Text back | Should -Be (Get-Text history)
    }

    It 'takes the log from the file where one asks' {
        Export-Log -Log history -Path audit.jsonl | Out-Null

        Get-ChildItem audit.jsonl | Import-Log -Log { $_.BaseName }

        Get-Text audit | Should -Be (Get-Text history)
    }

    It 'copies to another root, and goes on' {
        New-LedgerProject p_demo -Root other | Out-Null

        (Get-Log | Export-Log -DestinationRoot other).Written | Should -Be 3
        Add-LogEntry 'more'
        (Export-Log -Log history -DestinationRoot other).Written | Should -Be 1

        Get-LogEntry -Root other | ForEach-Object Seq | Should -Be @(1, 2, 3, 4)
    }

    It 'shows a table that fits, and a list' {
        $exported = Export-Log -Log history -Path out.jsonl
        $imported = Import-Log out.jsonl -Log back -PassThru
        $copied = Export-Log -Log history -DestinationLog copy

        foreach ($result in $exported, $imported, $copied) {
            $table = $result | Format-Table | Out-String -Width 100
            $table | Should -Match 'Log +Key +Count'
            ($table -split "`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
            ($result | Format-List | Out-String) | Should -Match "(?m)^Project +: p_demo"
        }
    }

    It 'leaves what was there where it is stopped' {
        Set-Content out.jsonl 'old'
        $job = Start-ThreadJob {
            Import-Module $using:moduleDirectory
            1..20000 | Add-LogEntry -Root $using:root -Project p_demo
            while ($true) { Export-Log -Root $using:root -Project p_demo -Log history -Path "$using:root/other.csv" | Out-Null }
        }
        while (-not (Get-ChildItem other.csv*)) { Start-Sleep -Milliseconds 20 }

        $job | Stop-Job
        $job | Remove-Job -Force

        Get-ChildItem *.tmp | Should -BeNullOrEmpty
        Get-Content out.jsonl | Should -Be 'old'
    }

    It 'replaces a file unless one asks not to' {
        Set-Content out.jsonl 'old'
        { Export-Log -Log history -Path out.jsonl -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'NoClobber,*'
        Get-Content out.jsonl | Should -Be 'old'
        Export-Log -Log history -Path out.jsonl -WhatIf
        Get-Content out.jsonl | Should -Be 'old'
        Export-Log -Log history -Path out.jsonl | Out-Null
        @(Get-Content out.jsonl).Count | Should -Be 3
    }
}
