BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'Files' {
    BeforeEach {
        $root = New-TestRoot
        $work = (New-Item -ItemType Directory (Join-Path $root 'work')).FullName
        Push-Location $work
        $PSDefaultParameterValues = @{
            '*-BlobItem:Root' = $root; '*-BlobItem:Project' = 'p_demo'; '*-Ledger*:Root' = $root
        }
        New-LedgerProject p_demo | Out-Null
    }

    AfterEach {
        Pop-Location
        Remove-Item -Recurse -Force $root
    }

    It 'are written and read as Set-Content and Get-Content do' {
        'one', 'zwei ä' | Set-Content expected.txt
        'one', 'zwei ä' | Set-BlobItem a.txt

        Get-BlobItem a.txt -Raw | Should -Be (Get-Content -Raw expected.txt)
        (Get-BlobItem a.txt -AsByteStream) | Should -Be (Get-Content -AsByteStream -Raw expected.txt)
    }

    It 'take bytes as Get-Content pipes them' {
        [System.IO.File]::WriteAllBytes("$work/bytes.bin", [byte[]](0..255))

        Get-Content bytes.bin -AsByteStream | Set-BlobItem one.bin
        Get-Content bytes.bin -AsByteStream -Raw | Set-BlobItem two.bin
        Set-BlobItem three.bin -InputFile bytes.bin

        foreach ($path in 'one.bin', 'two.bin', 'three.bin') {
            (Get-BlobItem $path -AsByteStream) | Should -Be ([byte[]](0..255))
        }
    }

    It 'take text that Get-Content changed, not the file it came from' {
        1..5 | Set-Content lines.txt

        Get-Content -Tail 2 lines.txt | Set-BlobItem tail.txt

        Get-BlobItem tail.txt -Raw | Should -Be "4`n5`n"
    }

    It 'go in and out by the directory' {
        New-Item -ItemType Directory deep | Out-Null
        'a' | Set-Content a.txt
        'b' | Set-Content -LiteralPath 'deep/b [1].txt'

        Get-ChildItem -Recurse -File | Set-BlobItem -Path { 'site/' + [System.IO.Path]::GetRelativePath($work, $_.FullName) }
        Get-BlobItem -Destination ../out -PassThru | ForEach-Object Name | Should -Be @('a.txt', 'b [1].txt')

        Get-Content -LiteralPath '../out/site/deep/b [1].txt' | Should -Be 'b'
    }

    It 'are chosen by what is known of them' {
        'old', 'new' | Set-BlobItem -Path { "$_.txt" }
        (Get-Item "$root/projects/p_demo/old.txt").LastWriteTime = (Get-Date).AddDays(-40)

        Get-BlobItem | Where-Object Modified -LT (Get-Date).AddMonths(-1) | Remove-BlobItem

        (Get-BlobItem).Path | Should -Be 'new.txt'
    }

    It 'name the remedy in errors' {
        Set-BlobItem a.txt 'x'
        'mine' | Set-Content a.txt
        { Get-BlobItem none.txt -ErrorAction Stop } | Should -Throw -ErrorId 'BlobNotFound,*' -ExpectedMessage '*Get-BlobItem*'
        { Get-BlobItem a.txt -Destination a.txt -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*' -ExpectedMessage '*-Force*'
        { Set-BlobItem a.txt 'y' -IfAbsent -ErrorAction Stop } | Should -Throw -ErrorId 'ETagConflict,*' -ExpectedMessage '*-IfMatch*'
        { Set-BlobItem ../a.txt 'y' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' -ExpectedMessage '*Use a relative path*'
        { @{ a = 1 } | Set-BlobItem b.txt -ErrorAction Stop } | Should -Throw -ErrorId 'ValueNotSerializable,*' -ExpectedMessage '*ConvertTo-Json*'
        Get-Content a.txt | Should -Be 'mine'
    }

    It 'are shown as lines and as lists' {
        Set-BlobItem site/index.html 'x'

        $text = Get-BlobItem | Out-String -Width 100
        $text | Should -Match 'Modified +Length +Path'
        $text | Should -Match '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +2 site/index\.html'
        Get-BlobItem | Format-List | Out-String -Width 100 | Should -Match '(?s)Path +: site/index\.html.*Length +: 2.*ETag +: \S+'
    }

    It 'can be found by Tab' {
        Set-BlobItem 'site/my page [1].html' 'x'

        $line = "Get-BlobItem -Root '$root' -Project p_demo -Path si"
        $completed = (TabExpansion2 $line).CompletionMatches[0].CompletionText
        (Invoke-Expression ($line.Substring(0, $line.Length - 2) + $completed)).Path | Should -Be 'site/my page [1].html'
    }
}

Describe 'Ctrl+C' -Skip:$IsWindows {
    It 'leaves no half of a file that is stored' {
        $root = New-TestRoot
        try {
            New-LedgerProject p_demo -Root $root | Out-Null
            $marker = Join-Path $root 'begun'
            $script = "& { 'x' * 3MB; `$null = New-Item '$marker'; while (`$true) { Start-Sleep -Milliseconds 5 } } | Set-BlobItem a.txt -Root '$root' -Project p_demo"
            $process = Start-Process -PassThru -FilePath (Get-Process -Id $PID).Path -ArgumentList @(
                '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$moduleDirectory'; $script")
            while (-not (Test-Path $marker) -and -not $process.HasExited) {
                Start-Sleep -Milliseconds 5
            }

            & kill -s INT $process.Id
            # A minute is no promise, only the difference between a failure and a run that never ends.
            $process.WaitForExit(60000) | Should -BeTrue

            @(Get-BlobItem -Root $root -Project p_demo).Count | Should -Be 0
            Get-ChildItem -Recurse -Force -File $root | Where-Object Length -GT 1MB | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item -Recurse -Force $root
        }
    }
}
